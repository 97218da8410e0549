package dev.luffy.maven;

import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** Lists of numbers. Beans hold their texts, since Maven's own complaint calls a list's child "#" and tells no element. */
final class Numbers {

    private Numbers() {}

    /**
     * Decimal numbers in their order.
     *
     * @param field name of the element
     * @throws InvalidDeclarationException if a text is none
     */
    static List<Double> decimal(String field, List<String> texts) {
        return parsed(field, texts, Double::valueOf, "numbers");
    }

    /**
     * The seeds of an experiment or ablation.
     *
     * @throws InvalidDeclarationException if a text is no whole number, one is there twice, or there are none
     */
    static List<Long> seeds(List<String> texts) {
        List<Long> seeds = parsed("seeds", texts, Long::valueOf, "whole numbers");
        if (seeds.isEmpty()) throw new InvalidDeclarationException("seeds", "empty", "must name at least one seed");
        if (new HashSet<>(seeds).size() < seeds.size()) {
            throw new InvalidDeclarationException("seeds", seeds, "must name every seed once");
        }
        return seeds;
    }

    private static <T> List<T> parsed(String field, List<String> texts, Function<String, T> parser, String what) {
        List<T> numbers = new ArrayList<>();
        for (String text : texts) {
            try {
                numbers.add(parser.apply(text == null ? "" : text.strip()));
            } catch (NumberFormatException e) {
                throw new InvalidDeclarationException(
                        field,
                        texts,
                        "must be " + what + " with commas between them: correct or leave out "
                                + (text == null || text.isBlank() ? "what is empty" : text.strip()));
            }
        }
        return numbers;
    }
}
