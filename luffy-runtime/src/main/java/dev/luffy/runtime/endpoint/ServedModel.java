package dev.luffy.runtime.endpoint;

/**
 * A model as a server lists it.
 *
 * @param id its name
 * @param maximumTokens of prompt and response together; null if the server does not tell
 */
public record ServedModel(String id, Integer maximumTokens) {}
