/**
 * Carries out what was declared: plans the runs, trains those that are not up to date one after another, and hands the
 * finished ones to the report. Knows neither Maven's beans nor how a process is started.
 */
package dev.luffy.maven.train;
