/**
 * Lines over numbers → one SVG text, the same bytes for the same numbers on every machine. The only room that knows the
 * plotting library; neither ablations nor Maven's types, files, AWT or a clock may enter.
 */
package dev.luffy.maven.plot;
