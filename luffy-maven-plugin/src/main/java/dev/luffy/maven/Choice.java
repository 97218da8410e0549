package dev.luffy.maven;

import dev.luffy.maven.plan.UserErrorException;
import java.util.Locale;
import java.util.StringJoiner;

/** Parameters with a few lower-case values. */
final class Choice {

    private Choice() {}

    static <E extends Enum<E>> E of(String property, Class<E> type, String value) {
        StringJoiner choices = new StringJoiner(", ");
        for (E each : type.getEnumConstants()) {
            String name = each.name().toLowerCase(Locale.ROOT);
            if (name.equals(value)) return each;
            choices.add(name);
        }
        throw new UserErrorException(property + " is " + value + ", but must be one of " + choices);
    }
}
