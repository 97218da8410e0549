package dev.luffy.maven.ablate;

import static dev.luffy.maven.ablate.World.dip;
import static dev.luffy.maven.ablate.World.flat;
import static dev.luffy.maven.ablate.World.late;
import static dev.luffy.maven.ablate.World.ramp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.maven.study.Claim;
import dev.luffy.maven.study.Expectation;
import dev.luffy.maven.study.Study;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every statement of a study beside numbers in which a reader would call it true, and such in which he would call it false;
 * among these the ones that a careless quantity takes for true: a late start, a ceiling, a fall that is over early.
 */
class ClaimMeaningTest {

    private static final String ON = "on-policy";
    private static final String MIXED = "mixed";
    private static final String SHAPING = "mixed-shaping";
    private static final String NO_CLIP = "mixed-shaping-no-clip";
    private static final String LOSS = "rl-with-sft-loss";

    @TempDir
    Path folder;

    private record Meaning(World truth, List<World> falsehoods) {}

    private static final Map<String, Meaning> MEANINGS = new LinkedHashMap<>();

    private static void says(String statement, World truth, World... falsehoods) {
        if (MEANINGS.put(statement, new Meaning(truth, List.of(falsehoods))) != null) {
            throw new IllegalStateException(statement + " stands here twice");
        }
    }

    private static World scores(String one, int its, String other, int others) {
        return new World().score(one, its).score(other, others);
    }

    /** Of a statement that the first variant solves more: equal ones and the other way round are false. */
    private static void above(String statement, String better, String worse) {
        says(statement, scores(better, 60, worse, 40), scores(better, 50, worse, 50), scores(better, 40, worse, 60));
    }

    static {
        ladder();
        methods();
        answers();
        dynamics();
        difficulty();
        for (String gamma : List.of("0.05", "0.2", "0.3", "0.5")) {
            above("γ = 0.1 above γ = " + gamma, "gamma-0.1", "gamma-" + gamma);
        }
    }

    private static void ladder() {
        says("Mixed-Policy ends no better than On-Policy RL", scores(MIXED, 44, ON, 46), scores(MIXED, 70, ON, 50));
        says(
                "Mixed-Policy earns more than On-Policy RL early on",
                new World().reward(MIXED, ramp(0.1, 0.6, 0.2)).reward(ON, ramp(0.1, 0.6, 1)),
                new World().reward(MIXED, ramp(0.1, 0.6, 1)).reward(ON, ramp(0.1, 0.6, 0.2)),
                new World().reward(MIXED, late(0.1, 1, 0.4)).reward(ON, flat(0.1)));
        says(
                "Mixed-Policy earns no more in the last third of training than in the middle",
                new World().reward(MIXED, x -> ramp(0.1, 0.5, 0.3).applyAsDouble(x) - 0.01 * x),
                new World().reward(MIXED, ramp(0.1, 0.9, 1)),
                new World().reward(MIXED, late(0.1, 0.9, 0.6)));
        says(
                "Mixed-Policy earns less than LUFFY late in training",
                new World().reward(MIXED, ramp(0.1, 0.5, 0.3)).reward(NO_CLIP, ramp(0.1, 0.9, 1)),
                // LUFFY starts late and gains late, but never gets there.
                new World().reward(MIXED, ramp(0.1, 0.9, 0.3)).reward(NO_CLIP, late(0.1, 0.6, 0.6)),
                // Both at the ceiling, Mixed-Policy sooner.
                new World().reward(MIXED, ramp(0.1, 1, 0.1)).reward(NO_CLIP, ramp(0.1, 1, 0.6)));
        says(
                "From the same start, Mixed-Policy has less entropy than On-Policy RL early on",
                // Over within the first third, and with less to lose afterwards.
                new World().entropy(MIXED, ramp(2, 0.1, 0.1)).entropy(ON, ramp(2, 0.1, 0.9)),
                new World().entropy(MIXED, ramp(2, 0.1, 0.9)).entropy(ON, ramp(2, 0.1, 0.1)),
                // No sooner, but to a lower floor.
                new World().entropy(MIXED, late(2, 0.01, 0.4)).entropy(ON, late(2, 0.5, 0.4)));
        says(
                "Mixed-Policy ends with more entropy with shaping than without",
                new World().entropy(SHAPING, ramp(2, 1.5, 0.5)).entropy(MIXED, ramp(2, 0.1, 0.5)),
                new World().entropy(SHAPING, ramp(2, 0.1, 0.5)).entropy(MIXED, ramp(2, 1.5, 0.5)),
                new World().entropy(SHAPING, ramp(2, 0.1, 0.6)).entropy(MIXED, ramp(2, 0.1, 0.1)));
        above("Shaping improves Mixed-Policy", SHAPING, MIXED);
        above("No clip improves Mixed-Policy with shaping", NO_CLIP, SHAPING);
        says(
                "Without a teacher, shaping adds nothing",
                scores("on-policy-shaping", 42, ON, 46),
                scores("on-policy-shaping", 60, ON, 46));
        says(
                "Without a teacher, no clip adds nothing",
                scores("on-policy-no-clip", 45, ON, 46),
                scores("on-policy-no-clip", 60, ON, 46));
    }

    private static void methods() {
        Map<String, String> others = new LinkedHashMap<>();
        others.put("On-Policy RL", ON);
        others.put("SFT", "sft");
        others.put("RL with SFT loss", LOSS);
        others.put("SFT then RL", "sft-then-rl");
        others.put("SimpleRL-Zero", "simple-rl");
        others.put("OpenReasoner-Zero", "open-reasoner-zero");
        others.put("PRIME-Zero", "prime-zero");
        others.put("Oat-Zero", "oat-zero");
        others.forEach((name, variant) -> above("LUFFY above " + name, "base", variant));
        above("RL with SFT loss below SFT", "sft", LOSS);
        above("RL with SFT loss below On-Policy RL", ON, LOSS);
    }

    private static World passes(String variant, double cold, double hot) {
        return new World().answer(variant, "pass@8", 0.1, cold).answer(variant, "pass@8", 1, hot);
    }

    private static World passes(double cold, double hot, double sftCold, double sftHot) {
        return passes("base", cold, hot).answer("sft", "pass@8", 0.1, sftCold).answer("sft", "pass@8", 1, sftHot);
    }

    private static World asked(String metric, String one, double its, String other, double others) {
        return new World().answer(one, metric, 0.6, its).answer(other, metric, 0.6, others);
    }

    private static void answers() {
        says(
                "At the lowest temperature LUFFY solves no more than SFT (the paper: as much)",
                passes(0.6, 0.8, 0.61, 0.4),
                passes(0.8, 0.8, 0.5, 0.9));
        says(
                "At the highest temperature LUFFY solves more than SFT",
                passes(0.6, 0.8, 0.6, 0.4),
                passes(0.8, 0.4, 0.4, 0.6),
                passes(0.2, 0.6, 0.7, 0.6)); // LUFFY only rises more
        says("LUFFY solves more as the temperature rises", passes("base", 0.6, 0.8), passes("base", 0.8, 0.6));
        says("On-Policy RL solves more as the temperature rises", passes(ON, 0.6, 0.8), passes(ON, 0.8, 0.6));
        says("SFT solves less as the temperature rises", passes("sft", 0.6, 0.4), passes("sft", 0.4, 0.6));

        says(
                "SFT's answers are more like the teacher's than LUFFY's",
                asked("similarity", "sft", 0.8, "base", 0.6),
                asked("similarity", "sft", 0.6, "base", 0.8));
        says(
                "LUFFY's answers are more like the teacher's than On-Policy RL's",
                asked("similarity", "base", 0.6, ON, 0.2),
                asked("similarity", "base", 0.2, ON, 0.6));
        says(
                "LUFFY answers at less length than SFT",
                asked("tokens", "base", 20, "sft", 30),
                asked("tokens", "base", 30, "sft", 20));
    }

    private static void dynamics() {
        World overtaking = new World().reward("base", dip(0.4, 0.1, 0.15, 0.9)).reward(ON, ramp(0.4, 0.6, 0.5));
        World leading = new World().reward("base", ramp(0.4, 0.9, 0.2)).reward(ON, ramp(0.4, 0.6, 0.5));
        says("LUFFY earns less than On-Policy RL early on", overtaking, leading);
        says(
                "LUFFY earns more than On-Policy RL in the end",
                overtaking,
                // It gains more in the end, and does not get there.
                new World().reward("base", late(0.1, 0.8, 0.5)).reward(ON, ramp(0.4, 0.9, 0.3)));
        says(
                "LUFFY's responses are longer in the last third of training than in the first",
                new World().length("base", ramp(10, 30, 0.5)),
                new World().length("base", ramp(30, 10, 0.5)),
                new World().length("base", flat(30)));
        World luffyExplores = new World().entropy("base", flat(1.5)).entropy(ON, ramp(2, 0.05, 0.4));
        says(
                "LUFFY ends with more entropy than On-Policy RL",
                luffyExplores,
                new World().entropy("base", ramp(2, 0.05, 0.4)).entropy(ON, flat(1.5)));
        says(
                "The entropy of On-Policy RL is lower in the last third of training than in the first",
                new World().entropy(ON, ramp(2, 0.05, 0.1)), // over within the first third
                new World().entropy(ON, flat(0.05)),
                new World().entropy(ON, ramp(1, 2, 1)));
    }

    private static void difficulty() {
        says(
                "On hard problems On-Policy RL earns less in the last third of training than in the first",
                new World().reward("on-policy-hard", ramp(0.3, 0, 0.5)),
                new World().reward("on-policy-hard", ramp(0.1, 0.4, 1)),
                new World().reward("on-policy-hard", flat(0)));
        for (String level : List.of("hard", "easy")) {
            says(
                    "On " + level + " problems LUFFY earns more in the last third than in the first",
                    new World().reward(level, ramp(0.1, 0.6, 1)),
                    new World().reward(level, ramp(0.6, 0.1, 1)),
                    new World().reward(level, flat(1)));
        }
        says(
                "On hard problems LUFFY ends with more reward than On-Policy RL",
                new World().reward("hard", ramp(0.2, 0.6, 1)).reward("on-policy-hard", ramp(0.2, 0, 0.5)),
                new World().reward("hard", ramp(0.2, 0, 0.5)).reward("on-policy-hard", ramp(0.2, 0.6, 1)));
    }

    private static Stream<Claim> claims() {
        return Arrays.stream(Study.values()).flatMap(study -> study.claims().stream());
    }

    @ParameterizedTest
    @MethodSource("claims")
    void whatIsPlainlyTrueShows(Claim claim) throws Exception {
        Finding finding = MEANINGS.get(claim.statement()).truth().finding(folder, claim);

        assertThat(finding.verdict()).as("%s: %s", claim.statement(), finding).isEqualTo(kept(claim));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void whatIsPlainlyFalseDoesNot(Claim claim) throws Exception {
        List<World> falsehoods = MEANINGS.get(claim.statement()).falsehoods();
        for (World falsehood : falsehoods) {
            Path own = folder.resolve(Integer.toString(falsehoods.indexOf(falsehood)));
            Finding finding = falsehood.finding(own, claim);

            assertThat(finding.verdict())
                    .as("%s: %s", claim.statement(), finding)
                    .isNotIn(kept(claim), Verdict.NOT_MEASURED);
        }
    }

    @Test
    void everyStatementStandsHereAndNoOther() {
        Set<String> statements = claims().map(Claim::statement).collect(Collectors.toSet());

        assertThat(MEANINGS.keySet()).isEqualTo(statements);
        assertThat(claims()).hasSize(statements.size());
        assertThat(MEANINGS.values()).allMatch(each -> !each.falsehoods().isEmpty());
    }

    private static Verdict kept(Claim claim) {
        return claim.expected() == Expectation.NO_MORE ? Verdict.NOT_CONTRADICTED : Verdict.SHOWS;
    }
}
