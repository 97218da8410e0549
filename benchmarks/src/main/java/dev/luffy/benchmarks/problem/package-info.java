/**
 * Problems with their answers and the teacher's traces, and the files that hold them, in the layouts that people have them
 * in. What an answer means, how it is judged or scored, and where problems come from may not enter.
 */
package dev.luffy.benchmarks.problem;
