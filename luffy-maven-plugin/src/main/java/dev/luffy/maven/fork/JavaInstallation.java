package dev.luffy.maven.fork;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Java that runs the worker.
 *
 * @param executable its {@code java} command
 * @param feature its feature version, such as 17
 */
public record JavaInstallation(Path executable, int feature) {

    private static final int MINIMUM = 17;
    // JAVA_VERSION="17.0.15" in the file that every JDK has had since 9.
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

    /**
     * The installation in a Java home.
     *
     * @throws WorkerException if there is none, or one that is too old
     */
    public static JavaInstallation at(Path home) {
        Path executable = home.resolve("bin").resolve(windows() ? "java.exe" : "java");
        if (!Files.isRegularFile(executable)) {
            throw new WorkerException("no Java at " + executable + ": name a Java home with -Dluffy.worker.javaHome");
        }
        int feature = feature(home);
        if (feature < MINIMUM) {
            throw new WorkerException("the worker needs Java " + MINIMUM + " or newer, but " + home + " is Java "
                    + feature + ": name a newer Java home with -Dluffy.worker.javaHome");
        }
        return new JavaInstallation(executable, feature);
    }

    /** Options that every worker gets; Java 25 warns about native code unless told that it is meant. */
    List<String> options() {
        return List.of("--enable-native-access=ALL-UNNAMED");
    }

    private static int feature(Path home) {
        Path release = home.resolve("release");
        try {
            Matcher version = VERSION.matcher(Files.isRegularFile(release) ? Files.readString(release) : "");
            if (version.find()) return Integer.parseInt(version.group(1));
        } catch (IOException e) {
            throw new WorkerException("cannot read " + release + ": " + e.getMessage(), e);
        }
        // Some distributions leave the file out; then all we know is the Java that we run on.
        return Runtime.version().feature();
    }

    static boolean windows() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    }
}
