package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.plan.UserErrorException;
import org.junit.jupiter.api.Test;

class VariantComplaintTest {

    private static String complaint(String message) {
        return Variant.complaint("tiny", "gamma-0.5", new UserErrorException(message))
                .getMessage();
    }

    @Test
    void startingOverIsTheAblationsCommand() {
        assertThat(complaint("the checkpoint c belongs to another run: steps. Start this experiment over with"
                        + " -Dluffy.resume=never -Dluffy.experiments=tiny.gamma-0.5"))
                .isEqualTo("<ablation id=tiny><variant id=gamma-0.5>: the checkpoint c belongs to another run: steps."
                        + " Start this experiment over with -Dluffy.resume=never"
                        + " -Dluffy.ablate.only=tiny.gamma-0.5");
    }

    @Test
    void aFirstStageIsStillTrainedByItself() {
        assertThat(complaint("train it first with mvn luffy:train -Dluffy.experiments=tiny.gamma-0.5"))
                .endsWith(": train it first with mvn luffy:train -Dluffy.experiments=tiny.gamma-0.5");
    }
}
