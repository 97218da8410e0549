package dev.luffy.benchmarks.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.luffy.benchmarks.answer.Verdict.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A row of a published grader's tests: a gold answer, a response, and what that grader decides under its options. */
record LabelledCase(
        String file, int line, String gold, String response, boolean label, String config, boolean extraction) {

    /** One policy per file, as that grader defines its own. */
    static final Map<String, String> POLICIES = policies();

    private static final Pattern ROUNDING = Pattern.compile("float_rounding=(\\d+)");
    private static final Pattern PRECISION = Pattern.compile("precision=\\[?([-+.0-9e, ]+)");

    private static Map<String, String> policies() {
        Map<String, String> policies = new LinkedHashMap<>();
        policies.put("camel", "math-verify");
        policies.put("deepscaler", "deepscaler");
        policies.put("hendrycks-math", "hendrycks");
        policies.put("lighteval", "math-verify");
        policies.put("mario-eval", "mario");
        policies.put("math-verify", "math-verify");
        policies.put("math-verify-mixed-number", "math-verify");
        policies.put("nemo-skills", "nemo-skills");
        policies.put("olympiadbench", "olympiadbench");
        policies.put("open-instruct", "hendrycks");
        policies.put("open-r1", "math-boxed");
        policies.put("qwen-math-equal", "qwen-math");
        policies.put("slime", "hendrycks");
        policies.put("trl", "math-boxed");
        policies.put("verifiers", "math-boxed");
        return policies;
    }

    static List<LabelledCase> read(String file) {
        List<LabelledCase> cases = new ArrayList<>();
        try (var in = LabelledCase.class.getResourceAsStream("cases/" + file + ".jsonl")) {
            ObjectMapper json = new ObjectMapper();
            String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
            for (int i = 0; i < lines.length; i++) {
                JsonNode row = json.readTree(lines[i]);
                boolean label = row.has("correct")
                        ? row.get("correct").asBoolean()
                        : row.get("equal").asBoolean();
                boolean extraction = row.path("kind").asText("").equals("extraction");
                cases.add(new LabelledCase(
                        file,
                        i + 1,
                        row.get("gold").asText(),
                        row.get("pred").asText(),
                        label,
                        row.path("config").asText(""),
                        extraction));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    /** The file's policy under the options that the row names. */
    Policy policy() {
        Policy policy = Policy.named(POLICIES.get(file));
        Matcher rounding = ROUNDING.matcher(config);
        if (rounding.find()) {
            // Rounded to n decimals they agree: they differ by half a unit of the n-th.
            policy = policy.with("tolerance", "5e-" + (Integer.parseInt(rounding.group(1)) + 1));
        }
        if (config.contains("allow_set_relation_comp=True")) {
            policy = policy.with("relationsAsSets", "true");
        }
        if (config.contains("strict=False")) {
            policy = policy.with("renamedVariables", "true").with("tuplesAreSets", "true");
        }
        if (config.contains("NativeLetters")
                || config.contains("multiple-choice letters")
                || config.contains("StringExtractionConfig")) {
            policy = policy.with("choices", "true");
        }
        if (config.contains("grade_answer_verl") || config.contains("last_boxed_only_string")) {
            policy = policy.with("boxRequired", "true");
        }
        return policy;
    }

    /** The gold answer's own tolerance, if the row names another than the grader's default. */
    String tolerance() {
        Matcher precision = PRECISION.matcher(config);
        if (!precision.find() || precision.group(1).strip().equals("1e-8")) {
            return "";
        }
        // One per element upstream; a gold answer has one here, so the widest.
        return Arrays.stream(precision.group(1).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .max((a, b) -> Double.compare(Double.parseDouble(a), Double.parseDouble(b)))
                .orElseThrow();
    }

    /** What the product finds; of an extraction row, whether it extracts what it should. */
    Verdict verdict() {
        if (!extraction) {
            return new MathVerifier(policy()).verify(new Gold(gold, List.of(), tolerance()), new Response(response));
        }
        Extraction found = new Extractor(policy().reading()).extract(response);
        String text = config.contains("lowercase=True") || config.contains("strings=")
                ? found.text().toLowerCase(java.util.Locale.ROOT)
                : found.text();
        boolean right = gold.isEmpty()
                ? !found.found()
                : found.found()
                        && List.of(text, "\\boxed{" + text + "}", "\\fbox{" + text + "}")
                                .contains(gold);
        return new Verdict(
                right ? Status.CORRECT : Status.INCORRECT, "extracted " + IntegerReading.shown(found.text()), text);
    }

    boolean right(Verdict verdict) {
        return (verdict.status() == Status.CORRECT) == label;
    }
}
