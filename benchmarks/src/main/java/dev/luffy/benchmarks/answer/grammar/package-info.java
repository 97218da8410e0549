/**
 * How an answer is written: LaTeX or plain text in, a {@link dev.luffy.benchmarks.answer.expression.Form} or the reason
 * for none out. Nothing is computed or compared here, and no response is searched.
 */
package dev.luffy.benchmarks.answer.grammar;
