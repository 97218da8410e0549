/** Numbers computed from counted successes: proportions, pass@k, summaries over seeds, paired tests. No text and no problem may enter. */
package dev.luffy.benchmarks.score;
