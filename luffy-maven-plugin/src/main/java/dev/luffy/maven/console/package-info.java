/**
 * How progress looks while a run goes on: plain lines for logs, one living line for a terminal. Reads events, writes
 * text; decides nothing.
 */
package dev.luffy.maven.console;
