package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.runtime.experiment.CheckpointFormatException;
import dev.luffy.runtime.tensor.FloatTensor;
import dev.luffy.runtime.tensor.TensorSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void float32IsReadBitForBit() throws IOException {
        Safetensors file = Safetensors.open(Golden.TIED.path().resolve("model.safetensors"));
        FloatTensor embedding = file.tensor("model.embed_tokens.weight").whole();
        assertThat(embedding.shape()).containsExactly(317, 64);
        // The patterns at 0, 1, 5 and -1 as the Python package safetensors 0.6 reads them.
        assertThat(bits(embedding, 0)).isEqualTo(0xbd499c09);
        assertThat(bits(embedding, 1)).isEqualTo(0xbd6c3810);
        assertThat(bits(embedding, 5)).isEqualTo(0x3db0bfc7);
        assertThat(bits(embedding, 317 * 64 - 1)).isEqualTo(0x3c9025cd);
        FloatTensor down = file.tensor("model.layers.1.mlp.down_proj.weight").whole();
        assertThat(down.shape()).containsExactly(64, 176);
        assertThat(bits(down, 0)).isEqualTo(0xbb595250);
        assertThat(bits(down, 64 * 176 - 1)).isEqualTo(0xbc09acde);
    }

    @Test
    void brainFloatsAreWidenedWithoutRounding() throws IOException {
        Path shards = Golden.UNTIED_BF16_SHARDED.path();
        FloatTensor embedding = Safetensors.open(shards.resolve("model-00001-of-00003.safetensors"))
                .tensor("model.embed_tokens.weight")
                .whole();
        assertThat(bits(embedding, 0)).isEqualTo(0x3d1d0000);
        assertThat(bits(embedding, 1)).isEqualTo(0xbdfe0000);
        assertThat(bits(embedding, 5)).isEqualTo(0x3c9c0000);
        assertThat(bits(embedding, 317 * 64 - 1)).isEqualTo(0xbe4d0000);
        FloatTensor output = Safetensors.open(shards.resolve("model-00003-of-00003.safetensors"))
                .tensor("lm_head.weight")
                .whole();
        assertThat(bits(output, 0)).isEqualTo(0x3cf50000);
        assertThat(bits(output, 317 * 64 - 1)).isEqualTo(0xbd890000);
    }

    @Test
    void writingWhatTheReferenceImplementationWroteGivesItsBytes() throws IOException {
        Path reference = Golden.TIED.path().resolve("model.safetensors");
        Safetensors file = Safetensors.open(reference);
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        // Backwards, since the order of the caller's map must not matter.
        for (String name : new TreeSet<>(file.names()).descendingSet()) {
            tensors.put(name, file.tensor(name).whole());
        }
        Path copy = folder.resolve("copy.safetensors");
        Safetensors.write(copy, tensors);
        assertThat(copy).hasSameBinaryContentAs(reference);
        assertThat(Golden.files(folder)).containsExactly("copy.safetensors");
    }

    @Test
    void aTensorReadPieceByPieceIsTheSameTensor() throws IOException {
        for (Golden golden : Golden.values()) {
            ModelFolder model = ModelFolder.open(golden.path());
            String name = "model.layers.1.mlp.down_proj.weight";
            for (String shard : Golden.files(golden.path())) {
                if (shard.endsWith(".safetensors")) {
                    Safetensors file = Safetensors.open(golden.path().resolve(shard));
                    if (file.names().contains(name)) {
                        TensorSource tensor = file.tensor(name);
                        float[] whole = model.tensors().get(name).whole().data();
                        for (int piece : new int[] {1, 1000, whole.length - 1, whole.length}) {
                            for (int at = 0; at < whole.length; at += piece * 37) {
                                int count = Math.min(piece, whole.length - at);
                                float[] read = new float[piece + 1];
                                tensor.read(at, read, count);
                                assertThat(Arrays.copyOf(read, count))
                                        .isEqualTo(Arrays.copyOfRange(whole, at, at + count));
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void scalarsEmptyTensorsAndOddNamesSurviveARoundTrip() throws IOException {
        Path file = folder.resolve("odd.safetensors");
        Map<String, FloatTensor> tensors = new TreeMap<>();
        tensors.put("scalar", new FloatTensor(new long[0], new float[] {Float.MIN_VALUE}));
        tensors.put("empty", new FloatTensor(new long[] {3, 0, 2}, new float[0]));
        tensors.put("empty too", new FloatTensor(new long[] {0}, new float[0]));
        tensors.put("é \"quoted\"\n", new FloatTensor(new long[] {2}, new float[] {Float.NaN, -0f}));
        Safetensors.write(file, tensors);
        Safetensors read = Safetensors.open(file);
        assertThat(read.names()).containsExactlyElementsOf(tensors.keySet());
        for (String name : tensors.keySet()) {
            assertThat(read.tensor(name).whole()).isEqualTo(tensors.get(name));
        }
        assertThat(Files.size(file) % 4).isZero();
        assertThat(ByteBuffer.wrap(Files.readAllBytes(file))
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getLong()
                        % 8)
                .isZero();
    }

    @Test
    void noTensorsAtAllIsAFile() throws IOException {
        Path file = folder.resolve("none.safetensors");
        Safetensors.write(file, Map.of());
        assertThat(Safetensors.open(file).names()).isEmpty();
    }

    @Test
    void anOlderFileIsReplaced() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, Map.of("a", new FloatTensor(new long[] {1}, new float[] {1})));
        Safetensors.write(file, Map.of("b", new FloatTensor(new long[] {1}, new float[] {2})));
        assertThat(Safetensors.open(file).names()).containsExactly("b");
        assertThat(Golden.files(folder)).containsExactly("a.safetensors");
    }

    @Test
    void aTensorBeyondTwoGibibytesOfFileIsRead() throws IOException {
        // A sparse file: 3 GiB on paper, a few blocks on the disk.
        long hole = 3L << 30;
        String header = "{\"a\":{\"dtype\":\"BF16\",\"shape\":[" + hole / 2 + "],\"data_offsets\":[0," + hole + "]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[" + hole + "," + (hole + 8) + "]}}";
        Path file = folder.resolve("large.safetensors");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer start = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
            channel.write(start.putLong(header.length())
                    .put(header.getBytes(StandardCharsets.UTF_8))
                    .flip());
            ByteBuffer end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            channel.write(end.putFloat(1.5f).putFloat(-2f).flip(), 8 + header.length() + hole);
        }
        Safetensors large = Safetensors.open(file);
        assertThat(large.tensor("b").whole().data()).containsExactly(1.5f, -2f);
        assertThat(large.shape("a")).containsExactly(hole / 2);
    }

    @Test
    void aTensorThatNoArrayCanHoldIsReadPieceByPiece() throws IOException {
        long bytes = 2L * Integer.MAX_VALUE;
        String header =
                "{\"a\":{\"dtype\":\"BF16\",\"shape\":[" + Integer.MAX_VALUE + "],\"data_offsets\":[0," + bytes + "]}}";
        Path file = folder.resolve("huge.safetensors");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer start = ByteBuffer.allocate(8 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
            channel.write(start.putLong(header.length())
                    .put(header.getBytes(StandardCharsets.UTF_8))
                    .flip());
            channel.write(ByteBuffer.allocate(1), 8 + header.length() + bytes - 1);
        }
        TensorSource huge = Safetensors.open(file).tensor("a");
        assertThat(huge.size()).isEqualTo(Integer.MAX_VALUE);
        float[] end = {1, 1, 1};
        huge.read(Integer.MAX_VALUE - 2L, end, 2);
        assertThat(end).containsExactly(0, 0, 1);
    }

    @Test
    void aFileThatShrinksAfterItWasOpenedIsRefused() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Safetensors.write(file, Map.of("a", new FloatTensor(new long[] {4}, new float[4])));
        Safetensors open = Safetensors.open(file);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 4));
        assertThatThrownBy(() -> open.tensor("a").whole())
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("had " + bytes.length + " bytes when it was opened");
    }

    @Test
    void aTensorWithTheReservedNameIsNotWritten() {
        FloatTensor tensor = new FloatTensor(new long[] {1}, new float[1]);
        assertThatThrownBy(() -> Safetensors.write(folder.resolve("a"), Map.of("__metadata__", tensor)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static int bits(FloatTensor tensor, int index) {
        return Float.floatToRawIntBits(tensor.data()[index]);
    }
}
