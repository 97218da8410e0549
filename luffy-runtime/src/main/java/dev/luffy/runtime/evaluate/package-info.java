/**
 * Measures a model on problems: samples responses, and counts verdicts by level for a training run or adds texts to the journal
 * of an evaluation. Reads weights and never changes them; verdicts on benchmarks are formed elsewhere.
 */
package dev.luffy.runtime.evaluate;
