/**
 * What came out, for people and for programs: the closing tables, {@code summary.md} and {@code summary.json}. Reads
 * finished runs and metrics only.
 */
package dev.luffy.maven.report;
