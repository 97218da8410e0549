package dev.luffy.runtime.method;

import static dev.luffy.runtime.method.MethodParts.IDENTITY;
import static dev.luffy.runtime.method.MethodParts.NO_CLIP;
import static dev.luffy.runtime.method.MethodParts.PPO;
import static dev.luffy.runtime.method.MethodParts.SHAPING;

import dev.luffy.runtime.experiment.Clip;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Normalizer;
import dev.luffy.runtime.experiment.OffPolicyTerm;
import dev.luffy.runtime.experiment.Reshape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Every combination of the parts that the loss is made of, and random updates to try them on. */
final class Combinations {

    private static final List<Reshape> RESHAPES = List.of(
            IDENTITY, SHAPING, new Reshape.Power(0.7), new Reshape.Logarithm(0.3), new Reshape.PlusLogarithm(0.3));
    private static final List<Normalizer> NORMALIZERS = List.of(
            new Normalizer.TokenCount(),
            new Normalizer.SequenceMean(),
            new Normalizer.SumOverConstant(9),
            new Normalizer.SequenceMeanOverConstant(9));

    private Combinations() {}

    static List<Method> methods() {
        List<Method> methods = new ArrayList<>();
        for (Reshape reshape : RESHAPES) {
            for (Clip clip : List.of(NO_CLIP, new Clip.Ppo(0.2, 0.3))) {
                for (OffPolicyTerm term : offPolicyTerms()) {
                    for (Normalizer normalizer : NORMALIZERS) {
                        for (boolean regularised : new boolean[] {false, true}) {
                            for (Double maximum : Arrays.asList(null, 0.6)) {
                                boolean counts = normalizer instanceof Normalizer.TokenCount
                                        || normalizer instanceof Normalizer.SequenceMean;
                                if (maximum != null && counts) continue;
                                methods.add(method(reshape, clip, term, normalizer, regularised, maximum));
                            }
                        }
                    }
                }
            }
        }
        return methods;
    }

    private static Method method(
            Reshape reshape,
            Clip clip,
            OffPolicyTerm term,
            Normalizer normalizer,
            boolean regularised,
            Double maximum) {
        MethodParts parts = new MethodParts();
        parts.onPolicyReshape = reshape;
        parts.onPolicyClip = clip;
        parts.offPolicy = term;
        parts.normalizer = normalizer;
        parts.maximumProbability = maximum;
        parts.lossScale = 2.5;
        parts.entropyCoefficient = regularised ? 0.03 : -0.02;
        parts.entropyTokens = regularised ? Method.Tokens.ON_POLICY : Method.Tokens.ALL;
        parts.klCoefficient = regularised ? 0.07 : 0;
        return parts.method();
    }

    private static List<OffPolicyTerm> offPolicyTerms() {
        List<OffPolicyTerm> terms = new ArrayList<>();
        terms.add(new OffPolicyTerm.NegativeLogLikelihood(0.8));
        for (Reshape reshape : RESHAPES) {
            for (Clip clip : List.of(NO_CLIP, PPO)) {
                terms.add(new OffPolicyTerm.Importance(reshape, clip, null, null));
                terms.add(new OffPolicyTerm.Importance(reshape, clip, 0.2, null));
                terms.add(new OffPolicyTerm.Importance(reshape, clip, 0.2, 0.5));
            }
        }
        return terms;
    }

    /** Rows on-policy, off-policy and half of each, advantages of both signs, ratios well outside any band. */
    static List<Row> update(long seed, int rows) {
        Random random = new Random(seed);
        List<Row> update = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            int tokens = 1 + random.nextInt(5);
            int prefix = switch (i % 3) {
                case 0 -> tokens;
                case 1 -> 0;
                default -> tokens / 2;
            };
            double[] old = fill(tokens, () -> -3 * random.nextDouble() - 0.05);
            double[] logProb = near(old, random);
            update.add(new Row(
                    random.nextGaussian(),
                    prefix,
                    logProb,
                    old,
                    near(old, random),
                    fill(tokens, () -> 2 * random.nextDouble())));
        }
        return update;
    }

    private static double[] near(double[] centre, Random random) {
        double[] moved = centre.clone();
        for (int t = 0; t < moved.length; t++) moved[t] = Math.min(-0.01, moved[t] + 0.6 * random.nextGaussian());
        return moved;
    }

    private static double[] fill(int tokens, DoubleSupplier next) {
        double[] values = new double[tokens];
        Arrays.setAll(values, t -> next.getAsDouble());
        return values;
    }
}
