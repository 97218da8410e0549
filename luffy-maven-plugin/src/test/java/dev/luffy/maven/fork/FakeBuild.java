package dev.luffy.maven.fork;

import dev.luffy.runtime.experiment.Event;
import java.nio.file.Path;

/** A Maven in a process of its own: runs one fake worker in a folder and prints how it ended. */
final class FakeBuild {

    private FakeBuild() {}

    public static void main(String[] arguments) {
        RunListener listener = new RunListener() {
            @Override
            public void event(Event event) {}

            @Override
            public void tick() {}

            @Override
            public void interrupted(long step) {
                System.out.println("resumes after step " + step);
            }
        };
        new WorkerRun(Fakes.command(arguments[0]), Path.of(arguments[1]), "train.log").run(listener);
    }
}
