package dev.luffy.runtime.model;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** The element types of a safetensors file that this project reads. Each widens to float32 without rounding. */
enum ElementType {
    F32(4) {
        @Override
        void widen(ByteBuffer from, float[] to, int at, int count) {
            from.asFloatBuffer().get(to, at, count);
        }
    },
    F16(2) {
        @Override
        void widen(ByteBuffer from, float[] to, int at, int count) {
            ShortBuffer halves = from.asShortBuffer();
            FloatBuffer floats = FloatBuffer.wrap(to, at, count);
            for (int i = 0; i < count; i++) {
                floats.put(halfToFloat(halves.get()));
            }
        }
    },
    BF16(2) {
        @Override
        void widen(ByteBuffer from, float[] to, int at, int count) {
            ShortBuffer upperHalves = from.asShortBuffer();
            FloatBuffer floats = FloatBuffer.wrap(to, at, count);
            for (int i = 0; i < count; i++) {
                floats.put(brainToFloat(upperHalves.get()));
            }
        }
    };

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /** Reads {@code count} little-endian elements into {@code to[at], to[at + 1], ...}. */
    abstract void widen(ByteBuffer from, float[] to, int at, int count);

    /** bfloat16 is float32 without the lower 16 bits. */
    static float brainToFloat(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** IEEE 754 binary16 (1 sign, 5 exponent, 10 fraction bits) to binary32; Float.float16ToFloat needs Java 20. */
    static float halfToFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >>> 10 & 0x1F;
        int fraction = half & 0x3FF;
        if (exponent == 0) {
            // Zero or subnormal: fraction units of 2^-24, which float32 holds as a normal number.
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
        }
        // Infinity and NaN keep an all-ones exponent; the others move from bias 15 to bias 127.
        int widened = exponent == 0x1F ? 0xFF : exponent + 112;
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
    }
}
