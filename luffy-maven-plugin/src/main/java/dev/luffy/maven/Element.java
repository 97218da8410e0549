package dev.luffy.maven;

import dev.luffy.maven.plan.UserErrorException;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.util.function.Supplier;

/** Places of values in the POM, so that a complaint can point at the element that the user wrote. */
final class Element {

    private Element() {}

    /** Runs a conversion whose complaints are about children of {@code <name>}. */
    static <T> T within(String name, Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (InvalidDeclarationException e) {
            throw e.within(name);
        }
    }

    /** The choice of that name. Beans hold names, since Maven's own complaint tells neither element nor choices. */
    static <E extends Enum<E>> E named(Class<E> type, String field, String name) {
        StringBuilder choices = new StringBuilder();
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(name)) return each;
            choices.append(choices.length() == 0 ? "" : ", ").append(each.name());
        }
        throw new InvalidDeclarationException(field, name, "must be one of " + choices);
    }

    /** The complaint as a sentence that starts with the path from the element of that name and id. */
    static UserErrorException complaint(String element, String id, InvalidDeclarationException e) {
        String outermost = id == null ? "<" + element + ">" : "<" + element + " id=" + id + ">";
        String path = "<" + e.field().replace(".", "><") + ">";
        return new UserErrorException(outermost + path + " is " + e.value() + ", but " + e.rule(), e);
    }
}
