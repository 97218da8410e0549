package dev.luffy.runtime.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.CheckpointJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code model.safetensors.index.json}: which tensor lies in which of several files. */
final class ShardIndex {
    static final String NAME = "model.safetensors.index.json";
    // A name with a separator would let an index read files outside its folder.
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*\\.safetensors");

    private ShardIndex() {}

    /** Opens every shard and checks that the index and the shards tell the same. Keyed by tensor. */
    static SortedMap<String, Safetensors> read(Path folder) throws IOException {
        Path index = folder.resolve(NAME);
        JsonNode weightMap = CheckpointJson.read(index).path("weight_map");
        if (!weightMap.isObject() || weightMap.isEmpty()) {
            throw new CheckpointFormatException(index, "weight_map must map tensor names to files; get the file again");
        }
        TreeMap<String, Safetensors> shards = new TreeMap<>();
        TreeMap<String, Safetensors> tensors = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : weightMap.properties()) {
            String shardName = String.valueOf(entry.getValue().textValue());
            if (!FILE_NAME.matcher(shardName).matches()) {
                throw new CheckpointFormatException(
                        index,
                        "weight_map puts '" + entry.getKey() + "' into " + entry.getValue()
                                + "; must be the name of a .safetensors file in the same folder");
            }
            if (!shards.containsKey(shardName)) {
                shards.put(shardName, Safetensors.open(folder.resolve(shardName)));
            }
            if (!shards.get(shardName).names().contains(entry.getKey())) {
                throw new CheckpointFormatException(
                        index,
                        "weight_map puts tensor '" + entry.getKey() + "' into " + shardName
                                + ", which does not have it; get index and shards from the same place");
            }
            tensors.put(entry.getKey(), shards.get(shardName));
        }
        refuseWhatTheIndexLeavesOut(index, shards, tensors);
        return tensors;
    }

    private static void refuseWhatTheIndexLeavesOut(
            Path index, Map<String, Safetensors> shards, Map<String, Safetensors> tensors) {
        for (Map.Entry<String, Safetensors> shard : shards.entrySet()) {
            for (String name : shard.getValue().names()) {
                if (tensors.get(name) != shard.getValue()) {
                    throw new CheckpointFormatException(
                            index,
                            "weight_map does not name tensor '" + name + "' of " + shard.getKey()
                                    + "; get index and shards from the same place");
                }
            }
        }
    }
}
