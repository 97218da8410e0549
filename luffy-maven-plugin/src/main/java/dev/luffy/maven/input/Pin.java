package dev.luffy.maven.input;

import dev.luffy.maven.plan.UserErrorException;

/** Digests that a POM insists on. */
final class Pin {

    private Pin() {}

    /**
     * Refuses another digest than the pinned one.
     *
     * @param element the benchmark's, for the complaint
     * @param pinned in lower-case hexadecimal; null for none
     * @param what was digested
     * @param found its digest
     */
    static void check(String element, String pinned, String what, String found) {
        if (pinned != null && !pinned.equals(found)) {
            throw new UserErrorException(element + "<sha256> is " + pinned + ", but " + what + " has " + found
                    + ": these are other problems than the pinned ones. If they are meant, write the digest found and"
                    + " raise <version>");
        }
    }
}
