/**
 * Responses of a step from a server: the policy's weights are left in a folder, the server is told to load them and asked for
 * tokens, and what it says is kept in a journal, since it would not say it twice. Knows neither losses nor checkpoints; only
 * the endpoint room speaks HTTP.
 */
package dev.luffy.runtime.remote;
