package dev.luffy.runtime.train;

import dev.luffy.runtime.experiment.Method;
import dev.luffy.runtime.experiment.Optimizer;
import dev.luffy.runtime.model.Safetensors;
import dev.luffy.runtime.tensor.AdamW;
import dev.luffy.runtime.tensor.Weights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model that is trained beside the policy: a critic or a reward model. A method has one of them or none.
 *
 * @param weights the policy's first ones; a critic's with a scalar head
 * @param optimizer of these weights
 */
record AuxiliaryModel(Role role, Weights weights, AdamW optimizer) implements AutoCloseable {

    /** What it is for, and its files in a checkpoint. */
    enum Role {
        CRITIC("critic"),
        REWARD_MODEL("reward model");

        private final String title;

        Role(String title) {
            this.title = title;
        }

        /** The role that a method has a model for. */
        static Optional<Role> of(Method method) {
            if (method.critic() != null) return Optional.of(CRITIC);
            return method.rewardModel() != null ? Optional.of(REWARD_MODEL) : Optional.empty();
        }

        /** For people. */
        String title() {
            return title;
        }

        String weights() {
            return file("");
        }

        String firstMoments() {
            return file("-first-moments");
        }

        String secondMoments() {
            return file("-second-moments");
        }

        List<String> files() {
            return List.of(weights(), firstMoments(), secondMoments());
        }

        private String file(String suffix) {
            return title.replace(' ', '-') + suffix + ".safetensors";
        }
    }

    /** The one of a method, if it has one, starting from the policy's present weights; these are copied. */
    static Optional<AuxiliaryModel> of(Method method, Weights policy) {
        return Role.of(method)
                .map(role -> role == Role.CRITIC
                        ? of(role, Weights.critic(policy), method.critic().optimizer())
                        : of(
                                role,
                                Weights.of(policy.config(), policy.tensors(), true),
                                method.rewardModel().optimizer()));
    }

    private static AuxiliaryModel of(Role role, Weights weights, Optimizer declared) {
        return new AuxiliaryModel(
                role,
                weights,
                new AdamW(weights, declared.beta1(), declared.beta2(), declared.epsilon(), declared.weightDecay()));
    }

    /** Writes weights and moments into the folder of a checkpoint. */
    void write(Path folder) throws IOException {
        Safetensors.write(folder.resolve(role.weights()), weights.tensors());
        Safetensors.write(folder.resolve(role.firstMoments()), optimizer.firstMoments());
        Safetensors.write(folder.resolve(role.secondMoments()), optimizer.secondMoments());
    }

    /**
     * Goes on from a checkpoint.
     *
     * @throws IllegalArgumentException if what it holds does not fit the model
     */
    void restore(Checkpoints.Stored stored) {
        weights.load(stored.tensors(role.weights()));
        optimizer.restore(
                Optional.ofNullable(stored.progress().steps(role)).orElse(-1L), // refused
                stored.tensors(role.firstMoments()),
                stored.tensors(role.secondMoments()));
    }

    @Override
    public void close() {
        optimizer.close();
        weights.close();
    }
}
