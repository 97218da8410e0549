/**
 * The paper's own comparisons as data: variants of a LUFFY base, and what the paper says of them as claims that numbers
 * can contradict. Measures nothing; knows no Maven.
 */
package dev.luffy.maven.study;
