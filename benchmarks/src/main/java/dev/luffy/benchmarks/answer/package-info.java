/**
 * What a response answers and whether that is the gold answer: text in, verdict out. Files, models and statistics may
 * not enter.
 */
package dev.luffy.benchmarks.answer;
