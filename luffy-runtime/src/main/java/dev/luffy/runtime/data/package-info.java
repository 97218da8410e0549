/**
 * From a file of training problems to prompts and traces as tokens: rows are read one at a time, rendered, tokenized, filtered,
 * judged, and packed into a file that training reads by index. Knows nothing of groups, losses or weights.
 */
package dev.luffy.runtime.data;
