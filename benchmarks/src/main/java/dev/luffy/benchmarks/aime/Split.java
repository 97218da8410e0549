package dev.luffy.benchmarks.aime;

import java.util.Locale;

/** The three disjoint parts of all problems. A problem's part is decided by a keyed hash of its terms and operators. */
public enum Split {
    /** Four problems in five: for pre-training, teacher traces and reinforcement learning. */
    TRAIN,
    /** One problem in ten: for choosing hyperparameters. */
    VALIDATION,
    /** One problem in ten: for what is reported. */
    TEST;

    /** The name in lower case, as in file names and problem ids. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The part of a hash that is uniform on all 64-bit numbers. */
    static Split of(long hash) {
        long tenth = Long.remainderUnsigned(hash, 10);
        return tenth < 8 ? TRAIN : tenth == 8 ? VALIDATION : TEST;
    }
}
