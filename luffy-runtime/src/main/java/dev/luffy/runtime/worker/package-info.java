/**
 * The process: reads a job, runs it, tells events, ends with an exit code. Sees to it that the process never outlives its
 * parent and never ends without a checkpoint that it could have written.
 */
package dev.luffy.runtime.worker;
