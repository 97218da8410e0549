package dev.luffy.maven.check;

/** What a check turned out to be about: a measurement, or nothing. */
sealed interface Located permits Target, CheckResult.Unjudged {

    /** The check, as declared. */
    DeclaredCheck check();
}
