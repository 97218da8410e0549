package dev.luffy.runtime.method;

import dev.luffy.runtime.experiment.Advantage;
import dev.luffy.runtime.experiment.Clip;
import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Normalizer;
import dev.luffy.runtime.experiment.OffPolicyTerm;
import dev.luffy.runtime.experiment.Prefix;
import dev.luffy.runtime.experiment.Reshape;
import java.util.List;

/** A method to be put together part by part; as it stands, ρA and π_θ·A summed and divided by nothing. */
final class MethodParts {

    static final Reshape IDENTITY = new Reshape.Identity();
    static final Reshape SHAPING = new Reshape.Shaping(0.1);
    static final Clip NO_CLIP = new Clip.None();
    static final Clip PPO = new Clip.Ppo(0.2, 0.2);

    Reshape onPolicyReshape = IDENTITY;
    Clip onPolicyClip = NO_CLIP;
    OffPolicyTerm offPolicy = OffPolicyTerm.Importance.of(IDENTITY);
    Double maximumProbability = null;
    Normalizer normalizer = new Normalizer.SumOverConstant(1);
    double lossScale = 1;
    double entropyCoefficient = 0;
    Method.Tokens entropyTokens = Method.Tokens.ALL;
    double klCoefficient = 0;

    Method method() {
        return new Method(
                "test",
                Method.Source.PAPER,
                7,
                1,
                new Advantage(Advantage.Group.UNION, Advantage.Deviation.NONE, 1e-6),
                onPolicyReshape,
                onPolicyClip,
                offPolicy,
                maximumProbability,
                normalizer,
                lossScale,
                entropyCoefficient,
                entropyTokens,
                klCoefficient,
                Prefix.FULL,
                Method.TeacherReward.VERIFY,
                false,
                null,
                null,
                null,
                null);
    }

    /** Loss of a whole update at once. */
    Evaluation evaluate(List<Row> rows) {
        return new Objective(method()).evaluate(rows, Totals.of(rows));
    }
}
