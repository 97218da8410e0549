/**
 * The loop: sample, mix, verify, advantage, loss, step. Also what makes it last: the update, checkpoints and metrics.
 * Calls every room below it and is called by the worker only.
 */
package dev.luffy.runtime.train;
