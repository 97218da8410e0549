package dev.luffy.maven.study;

import static dev.luffy.maven.study.Expectation.LESS;
import static dev.luffy.maven.study.Expectation.MORE;
import static dev.luffy.maven.study.Expectation.NO_MORE;
import static dev.luffy.maven.study.Quantity.At.HIGHEST;
import static dev.luffy.maven.study.Quantity.At.HIGHEST_LESS_LOWEST;
import static dev.luffy.maven.study.Quantity.At.LOWEST;

import dev.luffy.maven.study.Quantity.Answers;
import java.util.List;
import java.util.Map;

/**
 * pass@8 from temperature 0.1 to 1.0: RL gains by exploring; SFT starts level with LUFFY and falls. That two are level is
 * nothing that a test of differences can show; of it, only that LUFFY is not above SFT is claimed.
 */
final class Temperature {

    private static final String METRIC = "pass@8";

    static final Map<String, Map<String, String>> VARIANTS = new VariantList()
            .preset("on-policy", "ON_POLICY")
            .preset("sft", "SFT")
            .map();

    static final List<Claim> CLAIMS = List.of(
            new Claim(
                    "temperature.cold",
                    "At the lowest temperature LUFFY solves no more than SFT (the paper: as much)",
                    new Answers(METRIC, LOWEST),
                    "base",
                    "sft",
                    NO_MORE),
            new Claim(
                    "temperature.hot",
                    "At the highest temperature LUFFY solves more than SFT",
                    new Answers(METRIC, HIGHEST),
                    "base",
                    "sft",
                    MORE),
            rises("base", "LUFFY"),
            rises("on-policy", "On-Policy RL"),
            new Claim(
                    "temperature.sft-falls",
                    "SFT solves less as the temperature rises",
                    new Answers(METRIC, HIGHEST_LESS_LOWEST),
                    "sft",
                    null,
                    LESS));

    private Temperature() {}

    private static Claim rises(String variant, String name) {
        return new Claim(
                "temperature." + (variant.equals("base") ? "luffy" : variant) + "-rises",
                name + " solves more as the temperature rises",
                new Answers(METRIC, HIGHEST_LESS_LOWEST),
                variant,
                null,
                MORE);
    }
}
