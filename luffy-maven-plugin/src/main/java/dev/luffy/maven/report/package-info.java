/**
 * What came out, for people and for programs: the closing table, {@code summary.md} and {@code summary.json}. Reads
 * finished runs only.
 */
package dev.luffy.maven.report;
