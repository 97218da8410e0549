package dev.luffy.runtime.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.luffy.runtime.tensor.TensorSource;
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

    /**
     * @param types the element type of each tensor
     * @throws IllegalArgumentException if a number is too large for its type; there is no file then
     */
    static void write(Path file, Map<String, ? extends TensorSource> tensors, Map<String, ElementType> types)
            throws IOException {
        // As the reference implementation: wide elements first, which keeps them aligned, then by name.
        TreeMap<String, TensorSource> sorted = new TreeMap<>(
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
                for (Map.Entry<String, TensorSource> tensor : sorted.entrySet()) {
                    writeData(channel, tensor.getKey(), tensor.getValue(), types.get(tensor.getKey()));
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        FolderReplacement.sync(file.toAbsolutePath().getParent());
    }

    private static byte[] header(Map<String, TensorSource> sorted, Map<String, ElementType> types) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        // What transformers asks for before it loads a file.
        json.putObject(SafetensorsHeader.METADATA).put("format", "pt");
        if (sorted.keySet().stream().anyMatch(SafetensorsHeader.METADATA::equals)) {
            throw new IllegalArgumentException("A tensor cannot have the name " + SafetensorsHeader.METADATA);
        }
        long offset = 0;
        for (Map.Entry<String, TensorSource> entry : sorted.entrySet()) {
            ElementType type = types.get(entry.getKey());
            long length = type.bytes() * entry.getValue().size();
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

    private static void writeData(FileChannel channel, String name, TensorSource tensor, ElementType type)
            throws IOException {
        long size = tensor.size();
        float[] values = new float[(int) Math.min(BUFFER_FLOATS, size)];
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(type.bytes() * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = 0; at < size; at += values.length) {
            int count = (int) Math.min(values.length, size - at);
            tensor.read(at, values, count);
            if (type == ElementType.F16) refuseOverflow(name, values, count);
            bytes.clear().limit(count * type.bytes());
            type.narrow(values, 0, count, bytes);
            writeFully(channel, bytes);
        }
    }

    private static void refuseOverflow(String name, float[] values, int count) {
        for (int i = 0; i < count; i++) {
            if (Float.isFinite(values[i]) && (ElementType.floatToHalf(values[i]) & 0x7FFF) == 0x7C00) {
                throw new IllegalArgumentException("Tensor '" + name + "' holds " + values[i]
                        + ", which float16 cannot hold; start from weights in bfloat16 or float32");
            }
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
