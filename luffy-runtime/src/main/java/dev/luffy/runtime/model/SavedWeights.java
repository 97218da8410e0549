package dev.luffy.runtime.model;

import dev.luffy.runtime.experiment.CheckpointJson;
import dev.luffy.runtime.tensor.TensorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * In which file and element type each tensor of a model is written: where and as the folder has it that the model came from.
 *
 * @param files types by tensor, by file name; empty where there were no weights
 * @param otherwise the type of every tensor of a model without weights
 * @param index the bytes that name the shards, or null for a single file
 */
record SavedWeights(SortedMap<String, SortedMap<String, ElementType>> files, ElementType otherwise, byte[] index) {
    // "torch_dtype" before transformers 5.
    private static final List<String> KEYS = List.of("dtype", "torch_dtype");
    private static final Map<String, ElementType> DECLARED =
            Map.of("float32", ElementType.F32, "float16", ElementType.F16, "bfloat16", ElementType.BF16);

    static SavedWeights like(Path template) throws IOException {
        SortedMap<String, SortedMap<String, ElementType>> files = new TreeMap<>();
        byte[] index = null;
        Path single = template.resolve(ModelFolder.WEIGHTS);
        if (Files.exists(single)) {
            Safetensors file = Safetensors.open(single);
            file.names().forEach(name -> put(files, name, file));
        } else if (Files.exists(template.resolve(ShardIndex.NAME))) {
            index = Files.readAllBytes(template.resolve(ShardIndex.NAME));
            ShardIndex.read(template).forEach((name, file) -> put(files, name, file));
        }
        return new SavedWeights(files, declared(template.resolve("config.json")), index);
    }

    private static void put(SortedMap<String, SortedMap<String, ElementType>> files, String tensor, Safetensors file) {
        files.computeIfAbsent(file.file().getFileName().toString(), name -> new TreeMap<>())
                .put(tensor, file.type(tensor));
    }

    private static ElementType declared(Path config) throws IOException {
        var json = CheckpointJson.read(config);
        for (String key : KEYS) {
            if (json.hasNonNull(key)) {
                return DECLARED.get(json.get(key).textValue()); // the reader of config.json refuses others
            }
        }
        return ElementType.F32;
    }

    void write(Path folder, Map<String, ? extends TensorSource> tensors) throws IOException {
        SortedMap<String, SortedMap<String, ElementType>> places = files;
        if (places.isEmpty()) {
            SortedMap<String, ElementType> all = new TreeMap<>();
            tensors.keySet().forEach(name -> all.put(name, otherwise));
            places = new TreeMap<>(Map.of(ModelFolder.WEIGHTS, all));
        }
        for (Map.Entry<String, SortedMap<String, ElementType>> place : places.entrySet()) {
            SortedMap<String, TensorSource> inFile = new TreeMap<>();
            place.getValue().forEach((name, type) -> {
                // A folder may hold a tied output projection beside the embedding that it equals.
                boolean tied = name.equals(ModelFolder.OUTPUT) && !tensors.containsKey(name);
                inFile.put(name, tensors.get(tied ? ModelFolder.EMBEDDING : name));
            });
            SafetensorsWriter.write(folder.resolve(place.getKey()), inFile, place.getValue());
        }
        if (index != null) {
            Files.write(folder.resolve(ShardIndex.NAME), index);
        }
    }
}
