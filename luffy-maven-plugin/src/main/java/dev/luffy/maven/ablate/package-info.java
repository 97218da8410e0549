/**
 * A base, its variants and their seeds → runs, one at a time → paired differences, learning curves, plots and verdicts on
 * claims as files. Trains nothing itself: runs go through {@code train}. Knows no Maven.
 */
package dev.luffy.maven.ablate;
