/**
 * Files that one goal writes and another reads: {@code metrics.json} and committed baselines. Knows neither Maven's types
 * nor processes.
 */
package dev.luffy.maven.result;
