/**
 * From declared sources to files on disk: built-in problems and models are materialised, everything is read once,
 * checked and digested. Knows no processes and no Maven types.
 */
package dev.luffy.maven.input;
