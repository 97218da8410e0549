/**
 * A base, its variants and their seeds → runs, one at a time, and what their models answer → paired differences, learning
 * curves, plots and verdicts on claims as files. Trains and asks nothing itself: runs go through {@code train}, questions
 * through {@link dev.luffy.maven.ablate.Asking}, behind which stands {@code eval}. Knows no Maven.
 */
package dev.luffy.maven.ablate;
