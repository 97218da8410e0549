package dev.luffy.benchmarks.answer.grammar;

import java.util.LinkedHashMap;
import java.util.Map;

/** Multiplies symbols of units, so that m·s⁻¹, m/s and m·m/(m·s) are written alike. */
final class UnitSymbols {

    private static final int MAX_POWER = 99;

    private final Map<String, Integer> powers = new LinkedHashMap<>();

    /** A symbol with its power, as in {@code s^-1}, or several with their signs, as in {@code m/s^2}. */
    void times(String symbols, boolean over, int power) {
        int sign = over ? -1 : 1;
        int from = 0;
        for (int i = 0; i <= symbols.length(); i++) {
            char c = i == symbols.length() ? '*' : symbols.charAt(i);
            if (c == '*' || c == '/') {
                one(symbols.substring(from, i), sign * power);
                sign = c == '/' ? -1 : sign;
                from = i + 1;
            }
        }
    }

    private void one(String symbol, int factor) {
        int hat = symbol.indexOf('^');
        String digits = hat < 0 ? "1" : symbol.substring(hat + 1);
        int power = digits.matches("-?\\d{1,2}") ? Integer.parseInt(digits) : 1;
        String name = hat < 0 || !digits.matches("-?\\d{1,2}") ? symbol : symbol.substring(0, hat);
        if (!name.isEmpty()) {
            powers.merge(name, Math.max(-MAX_POWER, Math.min(MAX_POWER, power * factor)), Integer::sum);
        }
    }

    @Override
    public String toString() {
        StringBuilder above = new StringBuilder();
        StringBuilder below = new StringBuilder();
        powers.forEach((name, power) -> {
            if (power > 0) {
                above.append(above.isEmpty() ? "" : "*").append(name).append(power == 1 ? "" : "^" + power);
            } else if (power < 0) {
                below.append('/').append(name).append(power == -1 ? "" : "^" + -power);
            }
        });
        return (above.isEmpty() && !below.isEmpty() ? "1" : "") + above + below;
    }
}
