package dev.luffy.runtime.tensor;

/** Room for the keys and values of some tokens of one row, or of one group's prompt. */
final class Page {
    /** The row, or the group whose prompt it holds. */
    final Object holder;

    /** Which of its holder's pages it is, from 0. */
    final int ordinal;

    /** Index among the pages of its kind; changes when pages are moved together. */
    int index;

    Page(Object holder, int ordinal, int index) {
        this.holder = holder;
        this.ordinal = ordinal;
        this.index = index;
    }
}
