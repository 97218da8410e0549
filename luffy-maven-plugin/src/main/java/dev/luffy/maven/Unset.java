package dev.luffy.maven;

/** Tells an element that was left out from an empty one, which the configurator sets to null. */
final class Unset {

    /** Never equal, by identity, to a text from a POM. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    static final String TEXT = new String("(left out)");

    private Unset() {}

    @SuppressWarnings("StringEquality")
    static boolean is(String value) {
        return value == TEXT;
    }
}
