/**
 * The worker's process: its classpath, command line and environment, its events, its end. The only room that starts a
 * process; it prints nothing.
 */
package dev.luffy.maven.fork;
