package dev.luffy.benchmarks.answer.grammar;

import dev.luffy.benchmarks.answer.expression.Form.Unit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words and signs that stand behind a value, and what each of them is. */
final class Units {

    private static final Map<String, String> NAMES = new HashMap<>();
    private static final Map<String, String> CURRENCIES = new HashMap<>();
    private static final Set<String> PERCENT = Set.of("percent", "pct", "percentage", "percents", "%", "per cent");
    private static final Set<String> DEGREES = Set.of("degrees", "degree", "deg", "°", "degs");
    private static final Set<String> COUNTS = Commands.set(
            "unit units square cubic sq cu squared cubed per each people " + "students ways times items points");

    static {
        // Symbols of one letter are no plain words: 6m is a product.
        name("m", "meter meters metre metres");
        name("cm", "cm cms centimeter centimeters centimetre centimetres");
        name("mm", "millimeter millimeters millimetre millimetres");
        name("km", "km kms kilometer kilometers kilometre kilometres");
        name("nm", "nanometer nanometers nanometres");
        name("in", "inch inches");
        name("ft", "ft foot feet");
        name("yd", "yd yard yards");
        name("mi", "mile miles");
        name("s", "sec secs second seconds");
        name("min", "min mins minute minutes");
        name("h", "hr hrs hour hours");
        name("day", "day days");
        name("week", "week weeks");
        name("month", "month months");
        name("yr", "yr yrs year years");
        name("g", "gram grams");
        name("kg", "kg kilogram kilograms");
        name("lb", "lb lbs pound-mass");
        name("oz", "oz ounce ounces");
        name("L", "liter liters litre litres");
        name("mL", "mL ml milliliter milliliters millilitres");
        name("gal", "gallon gallons");
        name("mph", "mph");
        name("Hz", "Hz hertz");
        name("kHz", "kHz");
        name("MHz", "MHz");
        name("eV", "eV");
        name("keV", "keV");
        name("MeV", "MeV");
        name("GeV", "GeV");
        name("Pa", "Pa pascal pascals");
        name("kPa", "kPa");
        name("J", "joule joules");
        name("kJ", "kJ");
        name("N", "newton newtons");
        name("W", "watt watts");
        name("kW", "kW");
        name("V", "volt volts");
        name("rad", "rad radian radians");
        name("mol", "mol mole moles");
        name("rpm", "rpm");
        CURRENCIES.put("$", "USD");
        CURRENCIES.put("€", "EUR");
        CURRENCIES.put("£", "GBP");
        CURRENCIES.put("¥", "CNY");
        currency("USD", "dollar dollars usd bucks");
        currency("EUR", "euro euros eur");
        currency("GBP", "pound pounds gbp");
        currency("CNY", "yuan rmb");
        currency("cent", "cent cents penny pennies");
        currency("INR", "rupee rupees");
    }

    private Units() {}

    private static void name(String symbol, String words) {
        for (String word : words.split(" ")) {
            NAMES.put(word, symbol);
        }
    }

    private static void currency(String code, String words) {
        for (String word : words.split(" ")) {
            CURRENCIES.put(word, code);
        }
    }

    /** Whether a plain word is a unit wherever it stands behind a number. */
    static boolean known(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return NAMES.containsKey(word)
                || word.length() > 3 && NAMES.containsKey(lower)
                || CURRENCIES.containsKey(lower)
                || PERCENT.contains(lower)
                || DEGREES.contains(lower)
                || COUNTS.contains(lower);
    }

    /** The sign's currency, or null. */
    static Unit currency(String sign) {
        String code = CURRENCIES.get(sign);
        return code == null ? null : new Unit(Unit.Kind.CURRENCY, code);
    }

    /** The unit that the words name; none if they name a thing that is counted, such as apples. */
    static Unit named(String words) {
        String lower = words.toLowerCase(Locale.ROOT).strip();
        if (PERCENT.contains(lower)) {
            return new Unit(Unit.Kind.PERCENT, "");
        }
        if (DEGREES.contains(lower)) {
            return new Unit(Unit.Kind.DEGREE, "");
        }
        if (CURRENCIES.containsKey(lower)) {
            return new Unit(Unit.Kind.CURRENCY, CURRENCIES.get(lower));
        }
        String symbols = symbols(words.strip());
        return symbols.isEmpty() ? Unit.NONE : new Unit(Unit.Kind.UNIT, symbols);
    }

    /** {@code square centimeters} as {@code cm^2}; empty if a word is no unit. */
    private static String symbols(String words) {
        UnitSymbols text = new UnitSymbols();
        int power = 1;
        boolean over = false;
        String before = "";
        for (String word :
                words.replace("/", " / ").replace("{", "").replace("}", "").split("[ .~*]+")) {
            switch (word.toLowerCase(Locale.ROOT)) {
                case "square", "sq" -> power = 2;
                case "cubic", "cu" -> power = 3;
                case "squared" -> text.times(before, over, 1);
                case "cubed" -> text.times(before, over, 2);
                case "per", "/" -> over = true;
                case "" -> power = 1;
                default -> {
                    int hat = word.indexOf('^');
                    String symbol = symbol(hat < 0 ? word : word.substring(0, hat));
                    if (symbol.isEmpty()) {
                        return "";
                    }
                    before = symbol;
                    text.times(symbol + (hat < 0 ? "" : word.substring(hat)), over, power);
                    power = 1;
                }
            }
        }
        return text.toString();
    }

    /** One word's symbol; a word as short as a symbol is its own; else empty. */
    private static String symbol(String word) {
        String name = NAMES.getOrDefault(word, NAMES.get(word.toLowerCase(Locale.ROOT)));
        if (name != null) {
            return name;
        }
        boolean symbol = word.length() <= 3 && word.chars().allMatch(Character::isLetter);
        return symbol && !COUNTS.contains(word) && !word.isEmpty() ? word : "";
    }
}
