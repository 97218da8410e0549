/**
 * Carries out evaluations: plans what is to be asked, has a worker or a server answer what is missing, judges all responses
 * and writes what came out. Knows neither Maven's beans nor how a process is started.
 */
package dev.luffy.maven.eval;
