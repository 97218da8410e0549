/**
 * Answers as values: what was written, exact arithmetic, and when two answers are the same. No text is read here; the cost
 * of everything is bounded before it is computed.
 */
package dev.luffy.benchmarks.answer.expression;
