/**
 * Problems with their answers and the teacher's traces, and the JSON-lines files that hold them. What an answer means,
 * how it is judged or scored, and where problems come from may not enter.
 */
package dev.luffy.benchmarks.problem;
