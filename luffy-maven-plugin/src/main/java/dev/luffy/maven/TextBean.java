package dev.luffy.maven;

/**
 * A text that may be empty. The configurator takes an empty element for a text as if it were left out; a bean it makes in
 * either case, so this tells {@code <boundary/>} from none.
 *
 * @since 0.1.0
 */
public final class TextBean {

    private String text = "";

    /** Makes {@code <element>text</element>} possible. */
    public void set(String value) {
        text = value;
    }

    String text() {
        return text;
    }
}
