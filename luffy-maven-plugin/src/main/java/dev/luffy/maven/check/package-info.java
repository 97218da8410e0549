/**
 * Whether the build may go on: declared limits, what an evaluation measured, committed baselines and what is said about
 * them. Reads files and writes reports; neither Maven's types nor models nor a clock may enter.
 */
package dev.luffy.maven.check;
