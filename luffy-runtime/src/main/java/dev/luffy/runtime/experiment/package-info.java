/**
 * The declaration: immutable records, their canonical JSON and fingerprint, and the documents that the plugin and the
 * worker exchange. Knows the JDK, Jackson and the benchmarks; no tensor, no Maven and no native code may enter.
 */
package dev.luffy.runtime.experiment;
