/**
 * Asks a server that speaks OpenAI's chat or completions protocol, or SGLang's, until every question has its answer. Knows
 * neither Maven's types nor processes nor files; the API key enters here and leaves only in the Authorization header.
 */
package dev.luffy.runtime.endpoint;
