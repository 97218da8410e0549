/**
 * The goals and the beans that Maven fills from a POM; each bean turns itself once into the declaration's records. No
 * file is read and no process started here.
 */
package dev.luffy.maven;
