package dev.luffy.maven.input;

import dev.luffy.maven.plan.ProblemSource;
import dev.luffy.maven.plan.UserErrorException;
import java.nio.file.Path;

/** Inputs that ship with the plugin, as files in a folder of their version. There are none yet. */
final class Builtins {

    Builtins(Path folder) {}

    Path model(String name) {
        throw new UserErrorException("<model><builtin> is " + name + ", but this version ships no model");
    }

    Path problems(String element, ProblemSource.Builtin source) {
        throw new UserErrorException(
                "<" + element + "><builtin> is " + source.name() + ", but this version ships none");
    }

    Path traces(ProblemSource.Builtin source) {
        return problems("traces", source);
    }
}
