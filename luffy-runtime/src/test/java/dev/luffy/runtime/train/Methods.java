package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Prefix;

/** Methods that differ from a preset in one part. */
final class Methods {

    private Methods() {}

    static Method withPrefix(Method m, double minimum, double maximum) {
        return new Method(
                m.preset(),
                m.source(),
                m.onPolicyRollouts(),
                m.offPolicyRollouts(),
                m.advantage(),
                m.onPolicyReshape(),
                m.onPolicyClip(),
                m.offPolicy(),
                m.maximumProbability(),
                m.normalizer(),
                m.lossScale(),
                m.entropyCoefficient(),
                m.entropyTokens(),
                m.klCoefficient(),
                new Prefix(Prefix.Strategy.RANDOM, minimum, maximum, 1),
                m.teacherReward(),
                m.dropDegenerateGroups());
    }

    static Method withRows(Method m, int onPolicy, int offPolicy) {
        return new Method(
                m.preset(),
                m.source(),
                onPolicy,
                offPolicy,
                m.advantage(),
                m.onPolicyReshape(),
                m.onPolicyClip(),
                m.offPolicy(),
                m.maximumProbability(),
                m.normalizer(),
                m.lossScale(),
                m.entropyCoefficient(),
                m.entropyTokens(),
                m.klCoefficient(),
                m.prefix(),
                m.teacherReward(),
                m.dropDegenerateGroups());
    }
}
