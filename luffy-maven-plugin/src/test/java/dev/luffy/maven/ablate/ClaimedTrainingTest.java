package dev.luffy.maven.ablate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.plan.Declaration;
import dev.luffy.maven.study.Study;
import dev.luffy.runtime.experiment.Experiment;
import dev.luffy.runtime.experiment.Preset;
import dev.luffy.runtime.experiment.Request;
import dev.luffy.runtime.experiment.Schedule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of claims that no training as declared can test. */
class ClaimedTrainingTest extends AblationFixture {

    private void ladder(int updatesPerStep) {
        claims = Study.LADDER.claims();
        variants.clear();
        variants.add(updating(variant("base", Preset.LUFFY, Map.of()), updatesPerStep));
        Study.LADDER.variants().forEach((id, changes) -> {
            Preset preset = Preset.valueOf(changes.get("method.preset"));
            variants.add(updating(variant(id, preset, changes), updatesPerStep));
        });
    }

    private static Variant updating(Variant of, int updatesPerStep) {
        Declaration declared = of.declaration();
        List<Experiment> runs = declared.runs().stream()
                .map(x -> new Experiment(
                        x.id(),
                        x.initialWeights(),
                        x.template(),
                        x.reward(),
                        x.method(),
                        x.rollout(),
                        x.optimizer(),
                        new Schedule(4, 2, updatesPerStep, Schedule.Shape.CONSTANT, 0, 0, 1, 1),
                        x.budget(),
                        x.validation(),
                        x.seed()))
                .toList();
        return new Variant(
                of.ablation(),
                of.id(),
                of.changes(),
                new Declaration(
                        runs,
                        declared.length(),
                        declared.model(),
                        declared.problems(),
                        declared.traces(),
                        declared.validation()));
    }

    private void dryRun() throws IOException {
        ablate(true, null, Request.Resume.AUTO, true);
    }

    @Test
    void claimsOfAClipThatNeverClipsAreWarnedOf() throws IOException {
        seeds = List.of(1L, 2L, 3L);
        ladder(1);
        dryRun();

        assertThat(output.warnings)
                .containsExactly("ablation a: ladder.no-clip, ladder.no-clip-alone compare variants that differ in the"
                        + " clip alone, and with one update a step nothing is clipped: the difference is 0 for every"
                        + " seed. Declare <schedule><updatesPerStep>2</updatesPerStep></schedule> in the base");
    }

    @Test
    void withTwoUpdatesAStepAndThreeSeedsThereIsNothingToSay() throws IOException {
        seeds = List.of(1L, 2L, 3L);
        ladder(2);
        dryRun();

        assertThat(output.warnings).isEmpty();
    }

    @Test
    void twoSeedsAreTooFewForClaimsAndThatIsSaidBeforeAnythingTrains() throws IOException {
        ladder(2);
        ablate(false, 1, Request.Resume.AUTO, true);

        String warning = "ablation a: <seeds> has 2, too few to judge the claims of its <study>; declare 3 or more";
        assertThat(output.warnings).contains(warning);
        int training = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("training "))
                .findFirst()
                .orElseThrow());
        assertThat(lines.indexOf(warning)).isLessThan(training);
    }

    @Test
    void withoutClaimsTwoSeedsAreNobodysBusiness() throws IOException {
        dryRun();

        assertThat(output.warnings).isEmpty();
    }
}
