package dev.luffy.runtime.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.experiment.CheckpointJson;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stands before the data of a safetensors file: eight bytes with the header's length, little-endian, then JSON
 * that maps names to type, shape and place. Everything is checked against the file's length before any data is read.
 *
 * @param places sorted by name, unmodifiable
 */
record SafetensorsHeader(SortedMap<String, Place> places) {
    static final String METADATA = "__metadata__";
    // The bound of the reference implementation: a larger header is an attack or a damaged length.
    private static final long LONGEST_HEADER = 100_000_000;
    private static final String AGAIN = "; get the file again";

    /**
     * Where a tensor lies.
     *
     * @param offset first byte, counted from the start of the file
     * @param length in bytes
     */
    record Place(ElementType type, long[] shape, long offset, long length) {
        long elements() {
            return length / type.bytes();
        }
    }

    static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
        long fileLength = channel.size();
        if (fileLength < Long.BYTES) {
            throw new CheckpointFormatException(
                    file, "is truncated: has " + fileLength + " bytes, fewer than 8" + AGAIN);
        }
        long headerLength = bytes(channel, 0, Long.BYTES).getLong();
        if (headerLength < 0 || headerLength > LONGEST_HEADER) {
            throw new CheckpointFormatException(
                    file,
                    "gives its header " + Long.toUnsignedString(headerLength) + " bytes, more than the allowed "
                            + LONGEST_HEADER + "; this is not a safetensors file or it is damaged");
        }
        long dataStart = Long.BYTES + headerLength;
        if (dataStart > fileLength) {
            throw new CheckpointFormatException(
                    file,
                    "is truncated: gives its header " + headerLength + " bytes, but the file has only " + fileLength
                            + " bytes" + AGAIN);
        }
        ByteBuffer header = bytes(channel, Long.BYTES, (int) headerLength);
        if (headerLength == 0 || header.get(0) != '{') {
            throw new CheckpointFormatException(file, "has a header that does not begin with '{'" + AGAIN);
        }
        JsonNode json = CheckpointJson.parse(file, "the header", header);
        TreeMap<String, Place> places = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (entry.getKey().equals(METADATA)) {
                checkMetadata(file, entry.getValue());
            } else {
                places.put(entry.getKey(), place(file, entry.getKey(), entry.getValue(), dataStart, fileLength));
            }
        }
        checkThatPlacesTileTheData(file, places, dataStart, fileLength);
        return new SafetensorsHeader(Collections.unmodifiableSortedMap(places));
    }

    private static ByteBuffer bytes(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("The file became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    private static void checkMetadata(Path file, JsonNode metadata) {
        for (JsonNode value : metadata) {
            if (!value.isTextual()) {
                throw new CheckpointFormatException(
                        file, METADATA + " has the value " + shortened(value) + "; must be text");
            }
        }
        if (!metadata.isObject()) {
            throw new CheckpointFormatException(file, METADATA + " is " + shortened(metadata) + "; must be an object");
        }
    }

    private static Place place(Path file, String name, JsonNode entry, long dataStart, long fileLength) {
        ElementType type = type(file, name, entry.get("dtype"));
        long[] shape = integers(file, name, "shape", entry.get("shape"));
        long[] offsets = integers(file, name, "data_offsets", entry.get("data_offsets"));
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw bad(file, name, "data_offsets", entry, "must be [begin, end]");
        }
        if (offsets[1] > fileLength - dataStart) {
            throw bad(
                    file,
                    name,
                    "data_offsets",
                    entry,
                    "must not end after the " + (fileLength - dataStart)
                            + " bytes of data in the file, which may be truncated");
        }
        long length = type.bytes();
        try {
            for (long size : shape) {
                length = Math.multiplyExact(length, size);
            }
        } catch (ArithmeticException e) {
            throw bad(file, name, "shape", entry, "must not exceed 2^63 bytes");
        }
        if (offsets[1] - offsets[0] != length) {
            throw bad(
                    file,
                    name,
                    "data_offsets",
                    entry,
                    "must span the " + length + " bytes of " + type + " " + shortened(entry.get("shape")));
        }
        return new Place(type, shape, dataStart + offsets[0], length);
    }

    private static ElementType type(Path file, String name, JsonNode dtype) {
        for (ElementType type : ElementType.values()) {
            if (dtype != null && type.name().equals(dtype.textValue())) {
                return type;
            }
        }
        throw new CheckpointFormatException(
                file, "tensor '" + name + "' has dtype " + shortened(dtype) + "; convert it to F32, F16 or BF16");
    }

    private static long[] integers(Path file, String name, String key, JsonNode list) {
        if (list == null || !list.isArray()) {
            throw new CheckpointFormatException(
                    file, "tensor '" + name + "' has " + key + " " + shortened(list) + "; must be a list of integers");
        }
        long[] values = new long[list.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = list.get(i);
            if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
                throw new CheckpointFormatException(
                        file,
                        "tensor '" + name + "' has " + shortened(value) + " in its " + key
                                + "; must be an integer from 0 to 2^63-1");
            }
            values[i] = value.longValue();
        }
        return values;
    }

    private static CheckpointFormatException bad(Path file, String name, String key, JsonNode entry, String must) {
        return new CheckpointFormatException(
                file, "tensor '" + name + "' has " + key + " " + shortened(entry.get(key)) + "; " + must);
    }

    // A damaged header can hold megabytes where a word should be.
    private static String shortened(JsonNode value) {
        String text = String.valueOf(value);
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }

    private static void checkThatPlacesTileTheData(Path file, Map<String, Place> places, long start, long end) {
        List<Map.Entry<String, Place>> inOrder = new ArrayList<>(places.entrySet());
        // By length too: an empty tensor shares its offset with the tensor behind it.
        inOrder.sort(Comparator.<Map.Entry<String, Place>>comparingLong(
                        e -> e.getValue().offset())
                .thenComparingLong(e -> e.getValue().length()));
        long next = start;
        for (Map.Entry<String, Place> entry : inOrder) {
            Place place = entry.getValue();
            if (place.offset() != next) {
                throw new CheckpointFormatException(
                        file,
                        "tensor '" + entry.getKey() + "' begins at byte " + (place.offset() - start)
                                + " of the data, but the tensors before it end at " + (next - start)
                                + "; data must have neither holes nor overlaps");
            }
            next = place.offset() + place.length();
        }
        if (next != end) {
            throw new CheckpointFormatException(
                    file,
                    "has " + (end - start) + " bytes of data, of which its tensors use " + (next - start) + AGAIN);
        }
    }
}
