package dev.luffy.runtime.method;

import dev.luffy.runtime.experiment.Clip;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Normalizer;
import dev.luffy.runtime.experiment.OffPolicyTerm;
import dev.luffy.runtime.experiment.Reshape;
import java.util.List;

/**
 * The specification of {@link Objective}: the equations token by token over a whole update, plain numbers, no derivative,
 * nothing shared with the code under test.
 */
final class NaiveObjective {

    private NaiveObjective() {}

    static double loss(Method method, List<Row> rows) {
        double policy = 0;
        double policyTokens = 0;
        double policyRows = 0;
        double nll = 0;
        double teacherTokens = 0;
        double kl = 0;
        double allTokens = 0;
        double entropy = 0;
        double entropyTokens = 0;
        boolean sft = method.offPolicy() instanceof OffPolicyTerm.NegativeLogLikelihood;

        for (Row row : rows) {
            boolean counted = false;
            double ofRow = 0;
            double tokensOfRow = 0;
            for (int t = 0; t < row.logProb().length; t++) {
                boolean teacher = t < row.prefixLength();
                double a = row.advantages()[t];
                double lp = row.logProb()[t];
                double p = Math.exp(lp);
                boolean kept = method.maximumProbability() == null || p <= method.maximumProbability();

                if (teacher && sft) nll += -lp;
                if (teacher && !sft && kept) {
                    OffPolicyTerm.Importance term = (OffPolicyTerm.Importance) method.offPolicy();
                    double f = f(term.reshape(), p);
                    if (term.maximumWeight() != null && f > term.maximumWeight()) f = term.maximumWeight();
                    if (term.minimumWeight() != null && f < term.minimumWeight()) f = term.minimumWeight();
                    ofRow += loss(term.clip(), f, a);
                }
                if (!teacher && kept) {
                    ofRow += loss(
                            method.onPolicyClip(),
                            ratio(method.onPolicyReshape(), p, Math.exp(row.oldLogProb()[t])),
                            a);
                }
                if (!teacher || !sft) {
                    policyTokens++;
                    tokensOfRow++;
                    counted = true;
                }
                if (teacher) teacherTokens++;
                allTokens++;
                if (method.klCoefficient() > 0) {
                    double d = row.referenceLogProb()[t] - lp;
                    kl += Math.max(-10, Math.min(10, Math.exp(d) - d - 1));
                }
                if (!teacher || method.entropyTokens() == Method.Tokens.ALL) {
                    entropy += row.entropy()[t];
                    entropyTokens++;
                }
            }
            if (counted) policyRows++;
            boolean ownMean = method.normalizer() instanceof Normalizer.SequenceMean;
            if (counted) policy += ownMean ? ofRow / tokensOfRow : ofRow;
        }

        double loss = 0;
        if (policyTokens > 0) loss += method.lossScale() * policy / z(method.normalizer(), policyTokens, policyRows);
        if (sft && teacherTokens > 0) {
            loss += ((OffPolicyTerm.NegativeLogLikelihood) method.offPolicy()).coefficient() * nll / teacherTokens;
        }
        loss += method.klCoefficient() * kl / allTokens;
        if (entropyTokens > 0) loss -= method.entropyCoefficient() * entropy / entropyTokens;
        return loss;
    }

    private static double z(Normalizer normalizer, double tokens, double rows) {
        if (normalizer instanceof Normalizer.SumOverConstant sum) return sum.length();
        if (normalizer instanceof Normalizer.SequenceMean) return rows;
        if (normalizer instanceof Normalizer.SequenceMeanOverConstant mean) return rows * mean.length();
        return tokens;
    }

    /** max(−Aρ, −A·clamp(ρ)), as the reference writes it. */
    private static double loss(Clip clip, double ratio, double a) {
        if (!(clip instanceof Clip.Ppo ppo)) return -a * ratio;
        double clamped = Math.max(1 - ppo.low(), Math.min(1 + ppo.high(), ratio));
        return Math.max(-a * ratio, -a * clamped);
    }

    private static double f(Reshape reshape, double p) {
        if (reshape instanceof Reshape.Shaping shaping) return p / (p + shaping.gamma());
        if (reshape instanceof Reshape.Power power) return Math.pow(p, power.exponent());
        if (reshape instanceof Reshape.Logarithm log) return log.weight() * Math.log(p);
        if (reshape instanceof Reshape.PlusLogarithm plus) return p + plus.weight() * Math.log(p);
        return p;
    }

    private static double ratio(Reshape reshape, double p, double old) {
        if (reshape instanceof Reshape.Shaping) return f(reshape, p) / f(reshape, old);
        if (reshape instanceof Reshape.Logarithm) return Math.log(p / old);
        return f(reshape, p / old);
    }
}
