package dev.luffy.maven.fork;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A worker's command line and environment.
 *
 * @param java the installation that runs it
 * @param jvmArguments options before the main class; later ones win
 * @param classpath files of the class path
 * @param mainClass its entry
 * @param arguments of the main class
 * @param environment variables that are set for it; the rest is inherited
 */
public record Command(
        JavaInstallation java,
        List<String> jvmArguments,
        List<Path> classpath,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment) {

    private static final String MAIN_CLASS = "dev.luffy.runtime.worker.Worker";

    public Command {
        jvmArguments = List.copyOf(jvmArguments);
        classpath = List.copyOf(classpath);
        arguments = List.copyOf(arguments);
        environment = new TreeMap<>(environment);
    }

    /**
     * The worker of one run.
     *
     * @param userArguments JVM options from the POM; they come last and so win
     * @param request the request file
     * @param output folder of the run, where a crash leaves its {@code hs_err} file
     * @param needs what the model needs of the process
     * @param libtorch that it loads
     */
    public static Command worker(
            JavaInstallation java,
            List<String> userArguments,
            List<Path> classpath,
            Path request,
            Path output,
            WorkerNeeds needs,
            Libtorch libtorch) {
        List<String> options = new ArrayList<>(java.options());
        // Tensors live outside the heap. What is left is small and short-lived: a collector without threads of its own,
        // and a first heap that is touched from the start, so that resident memory says something about tensors.
        options.addAll(List.of("-XX:+UseSerialGC", "-Xms128m", "-Xmn64m", "-XX:+AlwaysPreTouch"));
        // Else the optimizing compiler has a core of the sampling and scoring threads for the first five seconds.
        if (needs.isTiny()) options.add("-XX:TieredStopAtLevel=1");
        options.add("-Xmx" + needs.heapMebibytes() + "m");
        options.add("-Dfile.encoding=UTF-8");
        options.add("-Djava.awt.headless=true");
        options.add("-Dai.djl.offline=" + !libtorch.isDownloaded()); // offline: neither downloads nor telemetry
        options.add("-XX:ErrorFile=" + output.resolve("hs_err_%p.log"));
        options.addAll(userArguments);
        Map<String, String> environment = new TreeMap<>(WorkerEnvironment.of(needs));
        environment.putAll(libtorch.environment());
        return new Command(java, options, classpath, MAIN_CLASS, List.of(request.toString()), environment);
    }

    /** Puts the worker's variables into those of the user's shell, which is not to say what DJL loads. */
    void completeEnvironment(Map<String, String> inherited) {
        inherited.keySet().removeIf(name -> name.startsWith("PYTORCH_"));
        inherited.putAll(environment);
    }

    /** Everything after {@code java}, one a line, quoted as the launcher's {@code @argfile} wants it. */
    String argumentFile() {
        StringBuilder text = new StringBuilder();
        for (String each : words()) {
            text.append('"')
                    .append(each.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\"\n");
        }
        return text.toString();
    }

    /** The whole command for people: environment, java, every option, every file of the class path. */
    String readable() {
        StringBuilder text = new StringBuilder();
        environment.forEach(
                (name, value) -> text.append(name).append('=').append(value).append(" \\\n"));
        text.append(java.executable());
        for (String each : words()) {
            text.append(" \\\n  '").append(each.replace("'", "'\\''")).append('\'');
        }
        return text.append('\n').toString();
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(jvmArguments);
        words.add("-classpath");
        words.add(String.join(
                System.getProperty("path.separator"),
                classpath.stream().map(Path::toString).toList()));
        words.add(mainClass);
        words.addAll(arguments);
        return words;
    }
}
