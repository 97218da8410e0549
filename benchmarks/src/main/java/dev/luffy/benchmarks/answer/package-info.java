/** What a response answers and whether that is right. Pure functions of text with bounded cost; nothing about models or training may enter. */
package dev.luffy.benchmarks.answer;
