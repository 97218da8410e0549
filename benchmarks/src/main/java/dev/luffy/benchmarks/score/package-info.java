/**
 * What counts of right answers say: proportions with intervals, pass@k, paired tests. Numbers only; problems, answers
 * and verdicts may not enter.
 */
package dev.luffy.benchmarks.score;
