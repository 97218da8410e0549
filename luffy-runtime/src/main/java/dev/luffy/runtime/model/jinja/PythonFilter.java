package dev.luffy.runtime.model.jinja;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A filter whose result must be Python's.
 *
 * @param function of the value and the positional arguments
 */
record PythonFilter(String name, BiFunction<Object, Object[], Object> function) implements Filter {

    static final PythonFilter TRIM = new PythonFilter(
            "trim", (value, of) -> PythonStrings.strip(text(value), of.length == 0 ? null : String.valueOf(of[0])));
    static final PythonFilter TO_JSON = new PythonFilter("tojson", (value, none) -> PythonJson.text(value));
    static final PythonFilter CAPITALIZE = method("capitalize");
    static final PythonFilter LOWER = method("lower");
    static final PythonFilter TITLE = method("title");
    static final PythonFilter UPPER = method("upper");
    static final PythonFilter REPLACE = method("replace");
    /** Nothing is escaped anyway. */
    static final PythonFilter SAFE = new PythonFilter("safe", (value, none) -> value);

    private static PythonFilter method(String name) {
        return new PythonFilter(name, (value, arguments) -> PythonStrings.call(text(value), name, arguments));
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Object filter(Object value, JinjavaInterpreter interpreter, Object[] arguments, Map<String, Object> named) {
        if (!named.isEmpty()) {
            throw new TemplateFunctions.Raised(
                    "the filter " + name + " with " + named.keySet().iterator().next() + " is not supported");
        }
        return function.apply(value, arguments);
    }

    @Override
    public Object filter(Object value, JinjavaInterpreter interpreter, String... arguments) {
        return filter(value, interpreter, (Object[]) arguments, Map.of());
    }
}
