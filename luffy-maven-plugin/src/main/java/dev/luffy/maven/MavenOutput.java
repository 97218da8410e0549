package dev.luffy.maven;

import dev.luffy.maven.console.Output;
import org.apache.maven.plugin.logging.Log;

/** Lines go to Maven's log, which knows what {@code -q} hides. */
record MavenOutput(Log log) implements Output {

    @Override
    public void info(String line) {
        log.info(line);
    }

    @Override
    public void warn(String line) {
        log.warn(line);
    }
}
