package dev.luffy.runtime.experiment;

/** Range checks of declared values; each failure names the field, the value and what is allowed. */
final class Check {

    private Check() {}

    static void finite(String field, double value) {
        if (!Double.isFinite(value)) throw new InvalidDeclarationException(field, value, "must be a finite number");
    }

    static void positive(String field, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new InvalidDeclarationException(field, value, "must be greater than 0");
        }
    }

    static void atLeast(String field, double value, double minimum) {
        if (!(value >= minimum) || Double.isInfinite(value)) {
            throw new InvalidDeclarationException(field, value, "must be at least " + plain(minimum));
        }
    }

    static void atMost(String field, double value, double maximum) {
        if (!(value <= maximum) || Double.isInfinite(value)) {
            throw new InvalidDeclarationException(field, value, "must be at most " + plain(maximum));
        }
    }

    static void atLeast(String field, long value, long minimum) {
        if (value < minimum) throw new InvalidDeclarationException(field, value, "must be at least " + minimum);
    }

    static void in(String field, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new InvalidDeclarationException(
                    field, value, "must lie between " + plain(low) + " and " + plain(high));
        }
    }

    static String text(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidDeclarationException(field, value == null ? "nothing" : "''", "must not be empty");
        }
        return value;
    }

    static <T> T present(String field, T value) {
        if (value == null) throw new InvalidDeclarationException(field, "nothing", "must be declared");
        return value;
    }

    static void cache(Integer mebibytes) {
        if (mebibytes != null) atLeast("cacheMebibytes", mebibytes, 1);
    }

    static void device(String name) {
        // Two digits: libtorch keeps an index in eight bits and would take device 256 for device 0.
        if (name != null && !name.matches("auto|cpu|cuda:(0|[1-9][0-9]?)")) {
            throw new InvalidDeclarationException(
                    "device", name.isBlank() ? "blank" : name, "must be auto, cpu, or cuda:0 and the like");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
