package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.Declarations;
import dev.luffy.runtime.experiment.InputDigest;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.model.Safetensors;
import dev.luffy.runtime.tensor.FloatTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A checkpoint that a run has left, to look into and to spoil. */
record StoredCheckpoint(Path folder) {

    Path file(String name) {
        return folder.resolve(name);
    }

    Progress progress() throws IOException {
        return Json.read(Files.readString(file("progress.json")), Progress.class);
    }

    static Map<String, FloatTensor> tensors(Path file) throws IOException {
        Safetensors stored = Safetensors.open(file);
        Map<String, FloatTensor> tensors = new TreeMap<>();
        for (String name : stored.names()) tensors.put(name, stored.tensor(name).whole());
        return tensors;
    }

    /** Puts a tensor [1, 3] in the place of one of a file. */
    void reshape(String name, String tensor) throws IOException {
        Map<String, FloatTensor> tensors = tensors(file(name));
        tensors.put(tensor, new FloatTensor(new long[] {1, 3}, new float[3]));
        Files.delete(file(name));
        Safetensors.write(file(name), tensors);
        sign();
    }

    /** Writes the present digests into it, as a program that made it would have. */
    void sign() throws IOException {
        Progress progress = progress();
        SortedMap<String, String> digests = new TreeMap<>();
        for (String name : progress.files().keySet()) digests.put(name, InputDigest.ofFile(file(name)));
        Files.writeString(file("progress.json"), Json.readable(Declarations.with(progress, "files", digests)));
    }
}
