/**
 * The paper's arithmetic, one file per idea: advantages, prefix ratios, weights, clipping, normalisation and the loss
 * with its derivatives, in double precision on host arrays. Knows the JDK and the declaration's records; no tensor, no
 * random generator, no clock and no file may enter.
 *
 * <p>Dimension names: {@code [rows]} is one value per response of a group or micro-batch, {@code [tokens]} one per
 * response token of a row, without padding. All log-probabilities and entropies are in nats.
 */
package dev.luffy.runtime.method;
