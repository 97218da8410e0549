package dev.luffy.benchmarks.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.answer.expression.Rules.Percent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PolicyTest {

    @Test
    void everyPresetIsFoundByItsNameAndDescribed() throws Exception {
        String documentation = Files.readString(Path.of("..", "docs", "verifier.md"));
        for (String name : Policy.names()) {
            assertThat(Policy.named(name).name()).isEqualTo(name);
            assertThat(documentation).contains("| `" + name + "` |");
        }
        assertThat(Policy.names())
                .contains("math", "math-boxed", "exact-integer", "choice", "olympiadbench", "minerva", "hendrycks");
    }

    @Test
    void everySettingIsDescribed() throws Exception {
        String documentation = Files.readString(Path.of("..", "docs", "verifier.md"));
        Policy.named("math")
                .settings()
                .keySet()
                .forEach(setting -> assertThat(documentation).contains("| `" + setting + "` |"));
    }

    @Test
    void anUnknownPolicyIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Policy.named("maths"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("\"maths\"", "math-boxed", "olympiadbench");
    }

    @Test
    void aChangedPolicyIsMarkedUntilItIsChangedBack() {
        Policy math = Policy.named("math");
        Policy changed = math.with("percent", "DROPPED").with("boxRequired", "true");
        assertThat(changed.name()).isEqualTo("math*");
        assertThat(changed.version()).isEqualTo(math.version());
        assertThat(changed.rules().percent()).isEqualTo(Percent.DROPPED);
        assertThat(changed.reading().boxRequired()).isTrue();
        assertThat(changed.with("percent", "GOLD_DECIDES").with("boxRequired", "false"))
                .isEqualTo(math);
    }

    @Test
    void settingsAreTextsAndMakeThePolicyAgain() {
        Policy changed = Policy.named("math").with("tolerance", "1e-3").with("decimals", "RELATIVE");
        assertThat(changed.settings())
                .containsEntry("tolerance", "1e-3")
                .containsEntry("boundary", "</think>")
                .hasSize(15);
        Policy again = Policy.named("choice");
        for (var setting : changed.settings().entrySet()) {
            again = again.with(setting.getKey(), setting.getValue());
        }
        assertThat(again.settings()).isEqualTo(changed.settings());
    }

    @Test
    void whatIsNoSettingOrNoValueOfOneIsRefused() {
        Policy math = Policy.named("math");
        assertThatThrownBy(() -> math.with("percents", "DROPPED")).hasMessageContainingAll("\"percents\"", "percent");
        assertThatThrownBy(() -> math.with("percent", "dropped"))
                .hasMessageContainingAll("\"dropped\"", "GOLD_DECIDES");
        assertThatThrownBy(() -> math.with("choices", "yes")).hasMessageContainingAll("\"yes\"", "true or false");
        assertThatThrownBy(() -> math.with("tolerance", "-1")).hasMessageContainingAll("\"-1\"", "not negative");
        assertThatThrownBy(() -> math.with("tolerance", "1e")).hasMessageContaining("\"1e\"");
    }
}
