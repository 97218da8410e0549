package dev.luffy.runtime.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.luffy.runtime.tensor.FloatTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Writes tensors in the safetensors format: eight bytes of length, a padded JSON header, the data. */
final class SafetensorsWriter {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BUFFER_FLOATS = 1 << 18;

    private SafetensorsWriter() {}

    /** @param types the element type of each tensor */
    static void write(Path file, Map<String, FloatTensor> tensors, Map<String, ElementType> types) throws IOException {
        // As the reference implementation: wide elements first, which keeps them aligned, then by name.
        TreeMap<String, FloatTensor> sorted = new TreeMap<>(
                Comparator.<String>comparingInt(name -> -types.get(name).bytes())
                        .thenComparing(Comparator.naturalOrder()));
        sorted.putAll(tensors);
        byte[] header = header(sorted, types);
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".unfinished");
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                writeFully(channel, ByteBuffer.wrap(header));
                for (Map.Entry<String, FloatTensor> tensor : sorted.entrySet()) {
                    writeData(channel, tensor.getValue().data(), types.get(tensor.getKey()));
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        FolderReplacement.sync(file.toAbsolutePath().getParent());
    }

    private static byte[] header(Map<String, FloatTensor> sorted, Map<String, ElementType> types) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        // What transformers asks for before it loads a file.
        json.putObject(SafetensorsHeader.METADATA).put("format", "pt");
        if (sorted.keySet().stream().anyMatch(SafetensorsHeader.METADATA::equals)) {
            throw new IllegalArgumentException("A tensor cannot have the name " + SafetensorsHeader.METADATA);
        }
        long offset = 0;
        for (Map.Entry<String, FloatTensor> entry : sorted.entrySet()) {
            ElementType type = types.get(entry.getKey());
            long length = (long) type.bytes() * entry.getValue().data().length;
            ObjectNode tensor = json.putObject(entry.getKey()).put("dtype", type.name());
            ArrayNode shape = tensor.putArray("shape");
            for (long size : entry.getValue().shape()) {
                shape.add(size);
            }
            tensor.putArray("data_offsets").add(offset).add(offset + length);
            offset += length;
        }
        byte[] text = JSON.writeValueAsBytes(json);
        int padded = (text.length + 7) / 8 * 8;
        return ByteBuffer.allocate(Long.BYTES + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(text)
                .put(" ".repeat(padded - text.length).getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static void writeData(FileChannel channel, float[] data, ElementType type) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(type.bytes() * Math.min(BUFFER_FLOATS, data.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < data.length; at += Math.min(BUFFER_FLOATS, data.length - at)) {
            int count = Math.min(BUFFER_FLOATS, data.length - at);
            bytes.clear().limit(count * type.bytes());
            type.narrow(data, at, count, bytes);
            writeFully(channel, bytes);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
