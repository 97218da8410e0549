package dev.luffy.runtime.model;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/**
 * The element types of a safetensors file that this project reads and writes. Each widens to float32 without rounding; float32
 * narrows to the nearest number, of two equally near ones to that with an even last bit, so that what was widened narrows back.
 */
enum ElementType {
    F32(4) {
        @Override
        void widen(ByteBuffer from, float[] to, int at, int count) {
            from.asFloatBuffer().get(to, at, count);
        }

        @Override
        void narrow(float[] from, int at, int count, ByteBuffer to) {
            to.asFloatBuffer().put(from, at, count);
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

        @Override
        void narrow(float[] from, int at, int count, ByteBuffer to) {
            ShortBuffer halves = to.asShortBuffer();
            for (int i = at; i < at + count; i++) {
                halves.put(floatToHalf(from[i]));
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

        @Override
        void narrow(float[] from, int at, int count, ByteBuffer to) {
            ShortBuffer upperHalves = to.asShortBuffer();
            for (int i = at; i < at + count; i++) {
                upperHalves.put(floatToBrain(from[i]));
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

    /** Writes {@code from[at], from[at + 1], ...} as {@code count} little-endian elements; what is too large is infinite. */
    abstract void narrow(float[] from, int at, int count, ByteBuffer to);

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

    static short floatToBrain(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) (bits >>> 16 | 0x40); // rounding could carry a NaN to infinity
        }
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }

    /** binary32 to IEEE 754 binary16; Float.floatToFloat16 needs Java 20. */
    static short floatToHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        float size = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7E00 | bits >>> 13 & 0x3FF);
        }
        if (size < 0x1p-14f) {
            // Zero or subnormal: units of 2^-24. Adding 2^23 units leaves float32 no bits below one and rounds to even.
            int units = Float.floatToRawIntBits(size + 0.5f) - Float.floatToRawIntBits(0.5f);
            return (short) (sign | units);
        }
        int magnitude = bits & 0x7FFFFFFF;
        int rounded = magnitude + 0xFFF + (magnitude >>> 13 & 1);
        // From bias 127 to bias 15; a carry out of the fraction raises the exponent, as it should.
        return (short) (sign | Math.min(rounded - (112 << 23) >>> 13, 0x7C00));
    }
}
