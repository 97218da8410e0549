package dev.luffy.runtime.model.jinja;

import com.hubspot.jinjava.el.JinjavaInterpreterResolver;
import com.hubspot.jinjava.el.ext.NamedParameter;
import java.beans.FeatureDescriptor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import jinjava.javax.el.CompositeELResolver;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;

/**
 * Strings, numbers and slices as Python has them, in front of Jinjava's own resolvers. No method of a Java string or number
 * can be called by a template.
 */
final class PythonObjects extends ELResolver {

    /** The method that {@link PythonParser} makes of {@code [from:to:step]}; no name that a template could write. */
    static final String SLICE = "[:]";

    private PythonObjects() {}

    static ELResolver resolver() {
        CompositeELResolver resolver = new CompositeELResolver();
        resolver.add(new PythonObjects());
        resolver.add(JinjavaInterpreterResolver.DEFAULT_RESOLVER_READ_ONLY);
        return resolver;
    }

    @Override
    public Object invoke(ELContext context, Object base, Object method, Class<?>[] types, Object[] arguments) {
        if (SLICE.equals(method)) {
            context.setPropertyResolved(true);
            return slice(base, arguments);
        }
        if (!(base instanceof String || base instanceof Number || base instanceof Boolean)) return null;
        context.setPropertyResolved(true);
        for (Object argument : arguments) {
            if (argument instanceof NamedParameter) {
                throw new TemplateFunctions.Raised("." + method + "() with named arguments is not supported");
            }
        }
        if (base instanceof String text) return PythonStrings.call(text, method.toString(), arguments);
        throw new TemplateFunctions.Raised("a number has no method ." + method + "() here");
    }

    /** Characters by index; an attribute that Python's str has not is undefined, and so are all others here. */
    @Override
    public Object getValue(ELContext context, Object base, Object property) {
        if (!(base instanceof String text)) return null;
        context.setPropertyResolved(true);
        if (!String.valueOf(property).matches("-?[0-9]{1,9}")) return null;
        int index = Integer.parseInt(String.valueOf(property));
        int at = index < 0 ? index + text.length() : index;
        return at < 0 || at >= text.length() ? null : text.substring(at, at + 1);
    }

    private static Object slice(Object base, Object[] bounds) {
        boolean string = base instanceof String;
        if (!string && !(base instanceof List))
            throw new TemplateFunctions.Raised("only strings and lists have slices");
        int size = string ? ((String) base).length() : ((List<?>) base).size();
        int step = bound(bounds[2], 1);
        if (step == 0) throw new TemplateFunctions.Raised("slice step cannot be zero");
        int low = step < 0 ? -1 : 0;
        int high = step < 0 ? size - 1 : size;
        int from = within(bounds[0], step < 0 ? high : low, size, low, high);
        int to = within(bounds[1], step < 0 ? low : high, size, low, high);
        StringBuilder text = new StringBuilder();
        List<Object> items = new ArrayList<>();
        for (int i = from; step < 0 ? i > to : i < to; i += step) {
            if (string) text.append(((String) base).charAt(i));
            else items.add(((List<?>) base).get(i));
        }
        return string ? text.toString() : items;
    }

    private static int within(Object bound, int absent, int size, int low, int high) {
        if (bound == null) return absent;
        int value = bound(bound, absent);
        return Math.max(low, Math.min(high, value < 0 ? value + size : value));
    }

    private static int bound(Object bound, int absent) {
        if (bound == null) return absent;
        if (bound instanceof Number number) return number.intValue();
        throw new TemplateFunctions.Raised("slice indices must be integers");
    }

    @Override
    public Class<?> getType(ELContext context, Object base, Object property) {
        return null;
    }

    @Override
    public void setValue(ELContext context, Object base, Object property, Object value) {}

    @Override
    public boolean isReadOnly(ELContext context, Object base, Object property) {
        return true;
    }

    @Override
    public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
        return null;
    }

    @Override
    public Class<?> getCommonPropertyType(ELContext context, Object base) {
        return null;
    }
}
