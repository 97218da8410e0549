/**
 * Whether a model got worse: rules, baselines and tests on measurements. Knows scores only; files and Maven may not enter.
 */
package dev.luffy.benchmarks.gate;
