package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.Policy.Reading;
import dev.luffy.benchmarks.answer.expression.Rules;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings of a policy by their names, which are those of the components of its reading and its rules. */
final class PolicySettings {

    private final Policy policy;

    PolicySettings(Policy policy) {
        this.policy = policy;
    }

    SortedMap<String, String> all() {
        SortedMap<String, String> settings = new TreeMap<>();
        for (Record part : new Record[] {policy.reading(), policy.rules()}) {
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                settings.put(component.getName(), String.valueOf(value(part, component)));
            }
        }
        return Collections.unmodifiableSortedMap(settings);
    }

    Policy with(String setting, String value) {
        Reading reading = changed(policy.reading(), setting, value);
        Rules rules = changed(policy.rules(), setting, value);
        if (reading == null && rules == null) {
            throw new IllegalArgumentException("A policy has no setting " + IntegerReading.shown(setting) + "; it has "
                    + String.join(", ", all().keySet()));
        }
        Policy changed = new Policy(
                policy.name(),
                policy.version(),
                reading == null ? policy.reading() : reading,
                rules == null ? policy.rules() : rules);
        String preset = policy.name().replace("*", "");
        Policy original = Presets.all().get(preset);
        boolean same = original != null
                && original.reading().equals(changed.reading())
                && original.rules().equals(changed.rules());
        return new Policy(same ? preset : preset + "*", changed.version(), changed.reading(), changed.rules());
    }

    /** The part with one component changed; null if it has none of that name. */
    private static <T extends Record> T changed(T part, String setting, String value) {
        RecordComponent[] components = part.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        boolean found = false;
        for (int i = 0; i < components.length; i++) {
            boolean wanted = components[i].getName().equals(setting);
            found |= wanted;
            values[i] = wanted ? parsed(components[i], value) : value(part, components[i]);
        }
        if (!found) {
            return null;
        }
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
            @SuppressWarnings("unchecked")
            Constructor<T> canonical = (Constructor<T>) part.getClass().getDeclaredConstructor(types);
            return canonical.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public record cannot be made: " + part.getClass(), e);
        }
    }

    private static Object parsed(RecordComponent component, String value) {
        Class<?> type = component.getType();
        if (type == boolean.class) {
            if (value.equals("true") || value.equals("false")) {
                return Boolean.valueOf(value);
            }
            throw wrong(component, value, "true or false");
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> constant.toString().equals(value))
                    .findFirst()
                    .orElseThrow(() -> wrong(component, value, Arrays.toString(type.getEnumConstants())));
        }
        if (component.getName().equals("tolerance")) {
            try {
                if (value.length() <= 40 && new BigDecimal(value).signum() >= 0) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Falls through to the message.
            }
            throw wrong(component, value, "a decimal number that is not negative, such as 1e-4");
        }
        return value;
    }

    private static IllegalArgumentException wrong(RecordComponent component, String value, String allowed) {
        return new IllegalArgumentException("The policy's setting " + component.getName() + " cannot be "
                + IntegerReading.shown(value) + "; it is " + allowed);
    }

    private static Object value(Record part, RecordComponent component) {
        try {
            return component.getAccessor().invoke(part);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public record cannot be read: " + part.getClass(), e);
        }
    }
}
