package dev.luffy.runtime.model;

import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.tensor.TensorSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A file in the safetensors format, whose tensors are read piece by piece and widened to float32 without rounding.
 * Nothing but the header is held in memory, and the file may be larger than 2 GiB; the pickles of older checkpoints
 * are never read, since reading one runs the code in it.
 *
 * <p>Source: the format's description in the safetensors project, version 0.4.
 */
public final class Safetensors {
    // A mapping is limited to 2 GiB, and the address space it takes is only given back by the garbage collector.
    private static final int WINDOW = 1 << 28;
    private static final int BUFFER = 1 << 20;

    private final Path file;
    private final long fileLength;
    private final SafetensorsHeader header;

    private Safetensors(Path file, long fileLength, SafetensorsHeader header) {
        this.file = file;
        this.fileLength = fileLength;
        this.header = header;
    }

    /**
     * Reads and checks the header.
     *
     * @throws CheckpointFormatException if the file is not there, is truncated or contradicts itself
     */
    public static Safetensors open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointFormatException(file, "is not there; the weights are incomplete, get them again");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new Safetensors(file, channel.size(), SafetensorsHeader.read(file, channel));
        }
    }

    /**
     * Writes float32 tensors, sorted by name, as the reference implementation does: equal tensors give equal bytes. The
     * file appears under its name only when it is complete and on the disk.
     *
     * @throws IllegalArgumentException if a tensor has the format's reserved name {@code __metadata__}
     */
    public static void write(Path file, Map<String, ? extends TensorSource> tensors) throws IOException {
        Map<String, ElementType> types =
                tensors.keySet().stream().collect(Collectors.toMap(Function.identity(), name -> ElementType.F32));
        SafetensorsWriter.write(file, tensors, types);
    }

    public Path file() {
        return file;
    }

    /** The names of the tensors in this file, sorted. */
    public Set<String> names() {
        return header.places().keySet();
    }

    /**
     * Sizes, outermost first.
     *
     * @throws CheckpointFormatException if there is no such tensor
     */
    public long[] shape(String name) {
        return place(name).shape().clone();
    }

    ElementType type(String name) {
        return place(name).type();
    }

    /**
     * A tensor, read from the file whenever it is asked for and never kept.
     *
     * @throws CheckpointFormatException if there is no such tensor; and when it is read, if the file has changed its length since
     *     it was opened
     */
    public TensorSource tensor(String name) {
        return new Stored(place(name));
    }

    private final class Stored implements TensorSource {
        private final SafetensorsHeader.Place place;

        Stored(SafetensorsHeader.Place place) {
            this.place = place;
        }

        @Override
        public long[] shape() {
            return place.shape();
        }

        @Override
        public void read(long from, float[] to, int count) {
            int bytes = place.type().bytes();
            // Not mapped: a mapping's address space is given back by the collector alone, and a large model needs many.
            ByteBuffer values =
                    ByteBuffer.allocate(bytes * Math.min(count, BUFFER)).order(ByteOrder.LITTLE_ENDIAN);
            try (FileChannel channel = unchanged()) {
                for (int at = 0; at < count; at += BUFFER) {
                    int some = Math.min(BUFFER, count - at);
                    values.clear().limit(bytes * some);
                    readFully(channel, values, place.offset() + (from + at) * bytes);
                    place.type().widen(values.flip(), to, at, some);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
    }

    private void readFully(FileChannel channel, ByteBuffer to, long position) throws IOException {
        while (to.hasRemaining()) {
            if (channel.read(to, position + to.position()) < 0) {
                throw new CheckpointFormatException(file, "became shorter while it was read; leave it alone");
            }
        }
    }

    /** Whether two tensors have the same type, shape and bits. Holds neither in memory. */
    boolean same(String name, Safetensors other, String otherName) throws IOException {
        SafetensorsHeader.Place a = place(name);
        SafetensorsHeader.Place b = other.place(otherName);
        if (a.type() != b.type() || !Arrays.equals(a.shape(), b.shape())) {
            return false;
        }
        try (FileChannel channel = unchanged();
                FileChannel otherChannel = other.unchanged()) {
            for (long at = 0; at < a.length(); at += WINDOW) {
                long count = Math.min(WINDOW, a.length() - at);
                if (!map(channel, a.offset() + at, count).equals(map(otherChannel, b.offset() + at, count))) {
                    return false;
                }
            }
            return true;
        }
    }

    private SafetensorsHeader.Place place(String name) {
        SafetensorsHeader.Place place = header.places().get(name);
        if (place == null) {
            throw new CheckpointFormatException(file, "has no tensor '" + name + "'; the weights are incomplete");
        }
        return place;
    }

    private FileChannel unchanged() throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        long now = channel.size();
        if (now != fileLength) {
            channel.close();
            throw new CheckpointFormatException(
                    file, "had " + fileLength + " bytes when it was opened and has " + now + " now; leave it alone");
        }
        return channel;
    }

    private static ByteBuffer map(FileChannel channel, long offset, long bytes) throws IOException {
        return channel.map(MapMode.READ_ONLY, offset, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
