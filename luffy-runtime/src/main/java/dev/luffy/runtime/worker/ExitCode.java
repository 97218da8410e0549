package dev.luffy.runtime.worker;

/** How the process ended; the plugin acts on the last event and uses the code when there is none. */
enum ExitCode {
    FINISHED(0),
    BREAKAGE(1),
    USER_ERROR(3),
    DIVERGED(4),
    INTERRUPTED(5);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
