/**
 * What is going to be done, as immutable values: where inputs come from, which runs follow, what they will need. Knows
 * neither Maven's beans nor processes.
 */
package dev.luffy.maven.plan;
