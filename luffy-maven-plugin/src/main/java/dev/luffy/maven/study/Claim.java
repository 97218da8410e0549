package dev.luffy.maven.study;

/**
 * A statement of the paper (arXiv 2504.14945) as one number per seed: a quantity of a variant less that of another, and
 * which way the difference goes.
 *
 * @param id {@code <study>.<name>}, in lower case
 * @param statement for people
 * @param quantity that is compared
 * @param variant its id; {@code base} for the base
 * @param than id of the variant that is subtracted; null to compare with 0
 * @param expected what the paper says of the difference
 */
public record Claim(
        String id, String statement, Quantity quantity, String variant, String than, Expectation expected) {}
