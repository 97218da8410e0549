package dev.luffy.runtime.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ElementTypeTest {

    @Test
    void everyHalfPrecisionPatternWidensToTheNumberThatItStandsFor() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float widened = ElementType.halfToFloat((short) bits);
            Double naive = number(bits, 5, 10);
            assertThat((double) widened).as("0x%04x", bits).isEqualTo(naive);
            assertThat(Float.floatToRawIntBits(widened) >>> 31)
                    .as("sign of 0x%04x", bits)
                    .isEqualTo(bits >>> 15);
        }
    }

    @Test
    void everyBrainFloatPatternWidensToTheNumberThatItStandsFor() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float widened = ElementType.brainToFloat((short) bits);
            assertThat((double) widened).as("0x%04x", bits).isEqualTo(Double.valueOf(number(bits, 8, 7)));
            assertThat(Float.floatToRawIntBits(widened)).as("0x%04x", bits).isEqualTo(bits << 16);
        }
    }

    @Test
    void elementsLandWhereTheyAreAskedFor() {
        float[] to = new float[5];
        ByteBuffer halves = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        halves.putShort((short) 0x3C00).putShort((short) 0xC000).flip();
        ElementType.F16.widen(halves, to, 1, 2);
        halves.rewind();
        ElementType.BF16.widen(halves, to, 3, 2);
        assertThat(to).containsExactly(0f, 1f, -2f, 0x1p-7f, -2f);
    }

    /** IEEE 754's definition in floating point arithmetic, the naive twin. */
    private static double number(int bits, int exponentBits, int fractionBits) {
        int ones = (1 << exponentBits) - 1;
        int bias = ones >> 1;
        double sign = bits >>> 15 == 0 ? 1 : -1;
        int exponent = bits >>> fractionBits & ones;
        double fraction = (bits & (1 << fractionBits) - 1) / (double) (1 << fractionBits);
        if (exponent == ones) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0
                ? sign * fraction * Math.pow(2, 1 - bias)
                : sign * (1 + fraction) * Math.pow(2, exponent - bias);
    }
}
