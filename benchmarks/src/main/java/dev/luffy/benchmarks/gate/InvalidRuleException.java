package dev.luffy.benchmarks.gate;

/**
 * A rule that cannot be meant. Carries the element and the value, so that whoever read the declaration can point at it.
 *
 * @since 0.1
 */
public final class InvalidRuleException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String element;
    private final String value;
    private final String demand;

    InvalidRuleException(String where, String element, String value, String demand) {
        super(where + " has <" + element + ">" + value + "</" + element + ">: " + demand);
        this.element = element;
        this.value = value;
        this.demand = demand;
    }

    /** Name of the element. */
    public String element() {
        return element;
    }

    /** Its value. */
    public String value() {
        return value;
    }

    /** What is allowed; completes "&lt;element&gt; is value, but …". */
    public String demand() {
        return demand;
    }
}
