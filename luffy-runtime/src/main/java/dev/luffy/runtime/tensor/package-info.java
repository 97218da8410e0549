/**
 * The decoder's heavy arithmetic on libtorch: weights, scoring with gradients, sampling, AdamW. The only package that may
 * import {@code ai.djl}; losses, schedules, tokenizers and files stay outside, and no public signature names a tensor type of
 * DJL.
 *
 * <p>Names of dimensions, used in every shape comment: {@code rows} sampled sequences, {@code groups} prompts sampled together,
 * {@code samples} rows per group, {@code tokens} any flat list of positions, {@code window} prompt positions, {@code width} the
 * residual stream, {@code heads} query heads, {@code kvHeads} key and value heads, {@code share} query heads per kv head,
 * {@code size} width of one head, {@code inner} width of the SwiGLU, {@code vocabulary} rows of the embedding.
 */
package dev.luffy.runtime.tensor;
