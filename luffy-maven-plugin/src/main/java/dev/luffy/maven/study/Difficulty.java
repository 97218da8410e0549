package dev.luffy.maven.study;

import static dev.luffy.maven.study.Expectation.LESS;
import static dev.luffy.maven.study.Expectation.MORE;
import static dev.luffy.maven.study.Quantity.Span.LAST;
import static dev.luffy.maven.study.Quantity.Span.LAST_LESS_FIRST;
import static dev.luffy.maven.study.Quantity.Trait.REWARD;

import dev.luffy.maven.study.Quantity.Course;
import java.util.List;
import java.util.Map;

/** A weak model on easy and on hard problems: without a teacher its reward on the hard ones goes to nothing. */
final class Difficulty {

    static final Map<String, Map<String, String>> VARIANTS = new VariantList()
            .set("easy", "data.levels", "easy")
            .set("hard", "data.levels", "hard")
            .set("on-policy-easy", "data.levels", "easy")
            .preset("on-policy-easy", "ON_POLICY")
            .set("on-policy-hard", "data.levels", "hard")
            .preset("on-policy-hard", "ON_POLICY")
            .map();

    private static final Quantity RISE = new Course(REWARD, LAST_LESS_FIRST);

    static final List<Claim> CLAIMS = List.of(
            new Claim(
                    "difficulty.on-policy-hard",
                    "On hard problems On-Policy RL earns less in the last third of training than in the first",
                    RISE,
                    "on-policy-hard",
                    null,
                    LESS),
            new Claim(
                    "difficulty.hard",
                    "On hard problems LUFFY earns more in the last third than in the first",
                    RISE,
                    "hard",
                    null,
                    MORE),
            new Claim(
                    "difficulty.easy",
                    "On easy problems LUFFY earns more in the last third than in the first",
                    RISE,
                    "easy",
                    null,
                    MORE),
            new Claim(
                    "difficulty.hard-end",
                    "On hard problems LUFFY ends with more reward than On-Policy RL",
                    new Course(REWARD, LAST),
                    "hard",
                    "on-policy-hard",
                    MORE));

    private Difficulty() {}
}
