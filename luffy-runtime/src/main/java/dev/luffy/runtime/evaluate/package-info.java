/**
 * Measures a model on problems: samples responses, counts verdicts by level. Reads weights and never changes them.
 */
package dev.luffy.runtime.evaluate;
