/**
 * Jinja templates rendered as Python's Jinja renders them for transformers: HubSpot's Jinjava, and where that differs from
 * Python's, what it takes to agree. The only room that knows Jinjava; knows no models, folders or messages.
 */
package dev.luffy.runtime.model.jinja;
