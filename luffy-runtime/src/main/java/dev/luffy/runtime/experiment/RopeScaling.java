package dev.luffy.runtime.experiment;

/** How the rotary frequencies {@code θ^(−2i/headSize)} are changed for contexts beyond those of pre-training. */
public sealed interface RopeScaling {
    /** Not at all: {@code rope_type} "default". */
    record None() implements RopeScaling {}

    /**
     * As Llama 3.1 does, {@code rope_type} "llama3": with {@code turns} = originalPositions / wavelength, frequencies of more
     * than highFrequencyFactor turns stay, those of fewer than lowFrequencyFactor are divided by the factor, and between the
     * two the frequency is interpolated linearly in {@code turns}. Source: transformers,
     * {@code modeling_rope_utils._compute_llama3_parameters}.
     *
     * @param factor divisor of low frequencies, at least 1
     * @param lowFrequencyFactor above 0
     * @param highFrequencyFactor above {@code lowFrequencyFactor}
     * @param originalPositions context of pre-training, in tokens
     */
    record Llama3(double factor, double lowFrequencyFactor, double highFrequencyFactor, int originalPositions)
            implements RopeScaling {}

    RopeScaling NONE = new None();
}
