package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.luffy.runtime.experiment.CheckpointFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to be damaged, each made from a good file. */
class SafetensorsCorruptionTest {
    private static final String GOOD = "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[24,32]}}";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aGoodFileIsAccepted() throws IOException {
        file = folder.resolve("model.safetensors");
        write(GOOD);
        assertThat(Safetensors.open(file).names()).containsExactly("a", "b");
        assertThat(Safetensors.open(file).tensor("a").whole().data()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 20, 100})
    void aFileCutOffBeforeItsDataIsTruncated(int length) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        refused("is truncated").contains(Integer.toString(length));
    }

    @Test
    void aFileCutOffInItsDataNamesTheTensorThatSuffers() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        refused("tensor 'b' has data_offsets [24,32]; must not end after the 31 bytes of data");
    }

    @Test
    void bytesBehindTheDataAreRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
        refused("has 33 bytes of data, of which its tensors use 32");
    }

    @ParameterizedTest
    @CsvSource({
        "100000001, 100000001",
        "9223372036854775807, 9223372036854775807",
        "-1, 18446744073709551615",
        "-9223372036854775808, 9223372036854775808"
    })
    void aHeaderOfMoreThan100MegabytesIsRefusedBeforeItIsRead(long length, String shown) throws IOException {
        withHeaderLength(length);
        refused("gives its header " + shown + " bytes, more than the allowed 100000000");
    }

    @Test
    void aHeaderLongerThanTheFileIsRefused() throws IOException {
        withHeaderLength(100_000_000);
        refused("is truncated: gives its header 100000000 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " {}", "[]", "pickle"})
    void aHeaderThatIsNoObjectIsRefused(String header) throws IOException {
        write(header);
        refused("does not begin with '{'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{]", "{\"a\":", "{}{}", "{} x", "{\"a\" 1}", "{'a':{}}", "{\"a\":NaN}"})
    void aHeaderThatIsNotJsonIsRefused(String header) throws IOException {
        write(header);
        refused("the header is not valid JSON");
    }

    @Test
    void aHeaderNestedWithoutEndIsRefused() throws IOException {
        write("{\"a\":" + "[".repeat(100_000));
        refused("the header is not valid JSON");
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[8 + GOOD.indexOf("pt")] = (byte) 0xFF;
        Files.write(file, bytes);
        refused("the header is not UTF-8 text");
    }

    @Test
    void aNameGivenTwiceIsRefused() throws IOException {
        write(GOOD.replace("\"b\"", "\"a\""));
        refused("Duplicate").contains("'a'");
    }

    @Test
    void aKeyGivenTwiceIsRefused() throws IOException {
        write(GOOD.replace("\"dtype\":\"F32\"", "\"dtype\":\"F32\",\"dtype\":\"F32\""));
        refused("Duplicate").contains("'dtype'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"F64\"", "\"I64\"", "\"F8_E4M3\"", "\"f32\"", "\"\"", "7", "null", "[]"})
    void anUnknownElementTypeIsRefused(String type) throws IOException {
        write(GOOD.replace("\"F32\"", type));
        refused("tensor 'a' has dtype " + type + "; convert it to F32, F16 or BF16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2,3", "2.0,3", "\"2\",3", "9223372036854775808", "1e2", "null", "true", "[2]"})
    void aSizeThatIsNoSizeIsRefused(String shape) throws IOException {
        write(GOOD.replace("2,3", shape));
        refused("in its shape; must be an integer from 0 to 2^63-1").contains("tensor 'a'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775807",
                "4611686018427387904,4",
                "4294967296,4294967296",
                "4294967296,4294967296,0",
                "2305843009213693952"
            })
    void aShapeThatOverflowsIsRefused(String shape) throws IOException {
        write(GOOD.replace("2,3", shape));
        refused("tensor 'a' has shape [" + shape + "]; must not exceed 2^63 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2,2", "2,3,2", "", "0", "24"})
    void aShapeThatDoesNotFitTheOffsetsIsRefused(String shape) throws IOException {
        write(GOOD.replace("2,3", shape));
        refused("tensor 'a' has data_offsets [0,24]; must span the");
    }

    @Test
    void aTypeThatDoesNotFitTheOffsetsIsRefused() throws IOException {
        write(GOOD.replace("\"F32\"", "\"F16\""));
        refused("must span the 12 bytes of F16 [2,3]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[24,0]", "[0]", "[0,24,24]", "[]"})
    void offsetsThatAreNoRangeAreRefused(String offsets) throws IOException {
        write(GOOD.replace("[0,24]", offsets));
        refused("tensor 'a' has data_offsets " + offsets + "; must be [begin, end]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[-24,0]", "[0.0,24]", "[0,9223372036854775808]", "[null,24]"})
    void offsetsThatAreNoIntegersAreRefused(String offsets) throws IOException {
        write(GOOD.replace("[0,24]", offsets));
        refused("in its data_offsets; must be an integer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[16,40]", "[9223372036854775783,9223372036854775807]"})
    void offsetsBehindTheEndAreRefused(String offsets) throws IOException {
        write(GOOD.replace("[0,24]", offsets));
        refused("tensor 'a' has data_offsets " + offsets + "; must not end after the 32 bytes");
    }

    @Test
    void overlappingTensorsAreRefused() throws IOException {
        write(GOOD.replace("[24,32]", "[16,24]"));
        refused("tensor 'b' begins at byte 16 of the data, but the tensors before it end at 24");
    }

    @Test
    void twoTensorsInTheSamePlaceAreRefused() throws IOException {
        write(GOOD.replace("[4],\"data_offsets\":[24,32]", "[12],\"data_offsets\":[0,24]"));
        refused("begins at byte 0 of the data, but the tensors before it end at 24");
    }

    @Test
    void aHoleBetweenTensorsIsRefused() throws IOException {
        write(GOOD.replace("[2,3],\"data_offsets\":[0,24]", "[2,2],\"data_offsets\":[0,16]"));
        refused("tensor 'b' begins at byte 24 of the data, but the tensors before it end at 16");
    }

    @Test
    void aHoleBeforeTheFirstTensorIsRefused() throws IOException {
        write(GOOD.replace("[2,3],\"data_offsets\":[0,24]", "[2,2],\"data_offsets\":[8,24]"));
        refused("tensor 'a' begins at byte 8 of the data, but the tensors before it end at 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"x\"", "[]", "{}", "null"})
    void aTensorWithoutADescriptionIsRefused(String description) throws IOException {
        write("{\"a\":" + description + "}");
        refused("tensor 'a' has dtype null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "[]", "{\"format\":7}", "null"})
    void metadataThatAreNotTextsAreRefused(String metadata) throws IOException {
        write(GOOD.replace("{\"format\":\"pt\"}", metadata));
        refused("__metadata__");
    }

    @Test
    void aFolderInPlaceOfTheFileIsRefused() {
        assertThatThrownBy(() -> Safetensors.open(folder))
                .isInstanceOf(CheckpointFormatException.class)
                .hasMessageContaining("is not there");
    }

    private void write(String header) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 32).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(text.length).put(text).array());
    }

    private void withHeaderLength(long length) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        Files.write(file, bytes);
    }

    private AbstractStringAssert<?> refused(String message) {
        CheckpointFormatException e =
                catchThrowableOfType(CheckpointFormatException.class, () -> Safetensors.open(file));
        assertThat(e).as("accepted").isNotNull();
        assertThat(e.file()).isEqualTo(file);
        return assertThat(e.getMessage()).startsWith(file.toString()).contains(message);
    }
}
