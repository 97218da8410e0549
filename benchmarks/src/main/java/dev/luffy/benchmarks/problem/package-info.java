/**
 * Problems and teacher traces, and the JSON Lines files they live in. Nothing that judges an answer, generates a problem or computes a
 * score may enter.
 */
package dev.luffy.benchmarks.problem;
