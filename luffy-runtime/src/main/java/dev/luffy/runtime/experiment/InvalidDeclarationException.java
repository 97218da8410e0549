package dev.luffy.runtime.experiment;

/**
 * A declared value that cannot be meant. Carries the field (the name of the POM element, outermost first, such as
 * {@code rollout.temperature}) and the value, so that the plugin can point at the element.
 */
public final class InvalidDeclarationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String field;
    private final String value;
    private final String rule;

    public InvalidDeclarationException(String field, Object value, String rule) {
        super("<" + field + "> is " + value + ", but " + rule);
        this.field = field;
        this.value = String.valueOf(value);
        this.rule = rule;
    }

    /** Name of the element, or a dotted path of names. */
    public String field() {
        return field;
    }

    /** The value as the user wrote it. */
    public String value() {
        return value;
    }

    /** What is allowed; completes "&lt;field&gt; is value, but …". */
    public String rule() {
        return rule;
    }

    /** The same complaint about the same element, seen from one level further out. */
    public InvalidDeclarationException within(String parent) {
        return new InvalidDeclarationException(parent + "." + field, value, rule);
    }
}
