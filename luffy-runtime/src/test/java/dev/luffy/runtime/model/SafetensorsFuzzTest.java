package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.luffy.runtime.experiment.CheckpointFormatException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFuzzTest {
    private static final int CASES = 2000;
    private static final String[] FRAGMENTS = {
        "9223372036854775807",
        "-1",
        "4294967296",
        "1e309",
        "null",
        "{}",
        "[]",
        "\"",
        "\\",
        "F32",
        "__metadata__",
        "\uD83D\uDE42"
    };

    @TempDir
    Path folder;

    @Test
    void aDamagedHeaderIsEitherRefusedProperlyOrDescribesTensorsThatCanBeRead() throws IOException {
        byte[] good = Files.readAllBytes(Golden.TIED.path().resolve("model.safetensors"));
        int headerEnd = 8 + 3880;
        Path file = folder.resolve("model.safetensors");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Random random = new Random(20260719);
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            byte[] damaged = damaged(good, headerEnd, random);
            Files.write(file, damaged);
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                Safetensors open = Safetensors.open(file);
                for (String name : open.names()) {
                    open.tensor(name).whole();
                }
            } catch (CheckpointFormatException e) {
                refused++;
                assertThat(e.getMessage()).startsWith(file.toString()).hasSizeLessThan(1000);
            } catch (RuntimeException | Error e) {
                fail("case " + i, e);
            }
            // 4 KB of header and 640 KB of data: well below 16 MiB unless a damaged number sizes an array.
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated in case %d", i)
                    .isLessThan(16 << 20);
        }
        // Damage to a name or to the metadata leaves a valid file.
        assertThat(refused).isBetween(CASES / 2, CASES - 1);
    }

    private static byte[] damaged(byte[] good, int headerEnd, Random random) {
        switch (random.nextInt(5)) {
            case 0:
                return flipped(good, 8, random);
            case 1:
                return flipped(good, headerEnd, random);
            case 2:
                // A digit for another digit: valid JSON that tells something else.
                byte[] bytes = good.clone();
                int at = 8 + random.nextInt(headerEnd - 8);
                while (!Character.isDigit(bytes[at])) {
                    at = at + 1 < headerEnd - 8 ? at + 1 : 8;
                }
                bytes[at] = (byte) ('0' + random.nextInt(10));
                return bytes;
            case 3:
                return Arrays.copyOf(good, random.nextInt(good.length));
            default:
                bytes = good.clone();
                byte[] fragment = FRAGMENTS[random.nextInt(FRAGMENTS.length)].getBytes(StandardCharsets.UTF_8);
                System.arraycopy(
                        fragment, 0, bytes, 8 + random.nextInt(headerEnd - 8 - fragment.length), fragment.length);
                return bytes;
        }
    }

    private static byte[] flipped(byte[] good, int end, Random random) {
        byte[] bytes = good.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(end)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }
}
