/**
 * Benchmarks: problems with a prompt, a policy and metrics, and what a model answered to them. Knows problems, answers and
 * scores; neither models nor endpoints.
 */
package dev.luffy.benchmarks.suite;
