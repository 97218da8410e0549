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
    void everyPatternNarrowsBackToItself() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float half = ElementType.halfToFloat((short) bits);
            assertThat(Float.isNaN(half) ? (short) bits : ElementType.floatToHalf(half))
                    .as("0x%04x", bits)
                    .isEqualTo((short) bits);
            float brain = ElementType.brainToFloat((short) bits);
            assertThat(Float.isNaN(brain) ? (short) bits : ElementType.floatToBrain(brain))
                    .as("0x%04x", bits)
                    .isEqualTo((short) bits);
        }
        assertThat(ElementType.halfToFloat(ElementType.floatToHalf(Float.NaN))).isNaN();
        assertThat(ElementType.brainToFloat(ElementType.floatToBrain(Float.intBitsToFloat(0x7F800001))))
                .isNaN();
    }

    /** Between each two neighbours: just below the middle, the middle itself, just above it. */
    @Test
    void whatLiesBetweenTwoPatternsNarrowsToTheNearestAndToTheEvenOne() {
        for (int bits = 0; bits < 0x7BFF; bits++) {
            float middle = (ElementType.halfToFloat((short) bits) + ElementType.halfToFloat((short) (bits + 1))) / 2;
            assertThat(ElementType.floatToHalf(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(ElementType.floatToHalf(middle)).isEqualTo((short) (bits + (bits & 1)));
            assertThat(ElementType.floatToHalf(-Math.nextUp(middle))).isEqualTo((short) (0x8000 | bits + 1));
        }
        assertThat(ElementType.floatToHalf(65519.99f)).isEqualTo((short) 0x7BFF);
        assertThat(ElementType.floatToHalf(65520)).isEqualTo((short) 0x7C00);
        assertThat(ElementType.floatToHalf(-Float.MAX_VALUE)).isEqualTo((short) 0xFC00);
        for (int bits = 0; bits < 0x7F7F; bits++) {
            float middle = Float.intBitsToFloat(bits << 16 | 0x8000);
            assertThat(ElementType.floatToBrain(Math.nextDown(middle))).isEqualTo((short) bits);
            assertThat(ElementType.floatToBrain(middle)).isEqualTo((short) (bits + (bits & 1)));
            assertThat(ElementType.floatToBrain(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
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
