package dev.luffy.maven;

import static dev.luffy.maven.Element.within;

import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.benchmarks.suite.Definition;
import dev.luffy.maven.plan.BenchmarkSource;
import dev.luffy.maven.plan.DeclaredBenchmark;
import dev.luffy.maven.plan.DeclaredEvaluation;
import dev.luffy.runtime.experiment.InvalidDeclarationException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Problems with gold answers, and how responses to them are judged. Only {@code <id>} and one of {@code <file>},
 * {@code <url>}, {@code <artifact>} and {@code <builtin>} must be there.
 *
 * <pre>{@code
 * <benchmark>
 *   <id>math500</id>
 *   <file>src/luffy/math500.jsonl</file>    <!-- JSON lines, JSON or Parquet -->
 *   <sha256>…</sha256>                      <!-- of the file; may be left out -->
 * </benchmark>
 *
 * <benchmark>
 *   <id>aime24</id>
 *   <version>2</version>                    <!-- 1 when left out; raise it when numbers are no longer comparable -->
 *   <url>https://example.org/valid.parquet</url>
 *   <sha256>…</sha256>
 *   <format>PARQUET</format>                <!-- JSONL, JSON or PARQUET; when left out, what the name ends in -->
 *   <layout>luffy</layout>                  <!-- when left out, what fits the file's fields -->
 *   <where><data_source>aime</data_source></where>
 *   <metrics>pass@1,maj@32</metrics>
 *   <samples>32</samples>
 * </benchmark>
 *
 * <benchmark>
 *   <id>house</id>
 *   <artifact>org.example:problems:1.2.0:zip</artifact>
 *   <entry>data/house.json</entry>
 *   <fields><problem>question</problem><answer>final_answer</answer></fields>
 *   <template>{problem} Answer in a box.</template>
 *   <system>You are careful.</system>       <!-- when left out, what the file says; empty for none -->
 *   <policy><preset>math</preset><percent>DROPPED</percent></policy>
 * </benchmark>
 *
 * <benchmark>
 *   <id>sums</id>
 *   <builtin>aime</builtin>
 *   <levels>easy,hard</levels>
 *   <count>50</count>
 * </benchmark>
 * }</pre>
 *
 * @since 0.1.0
 */
public final class BenchmarkBean {

    private String id;
    private int version = 1;
    private File file;
    private String url;
    private String artifact;
    private String entry;
    private String builtin;
    private List<String> levels;
    private Integer count;
    private String split;
    private String sha256;
    private String format;
    private String layout;
    private FieldsBean fields = new FieldsBean();
    private Map<String, String> where = new TreeMap<>();
    private String template = "{problem}";
    private TextBean system;
    private PolicyBean policy;
    private List<String> metrics;
    private Integer samples;

    String id() {
        return id;
    }

    /**
     * The benchmark that this element means.
     *
     * @param basedir folder that relative paths start from
     * @throws dev.luffy.maven.plan.UserErrorException if a value cannot be meant; names the element
     */
    DeclaredBenchmark toBenchmark(Path basedir) {
        try {
            DeclaredEvaluation.checkId(id);
            atLeastOne("version", version);
            if (samples != null) atLeastOne("samples", samples);
            BenchmarkSource source = new BenchmarkSourceElements(
                            file, url, artifact, entry, sha256, builtin, levels, count, split)
                    .source(basedir);
            if (template == null || !template.contains("{problem}")) {
                throw new InvalidDeclarationException(
                        "template", template, "must contain {problem}, the place of the problem's text");
            }
            return new DeclaredBenchmark(
                    new Definition(
                            id,
                            version,
                            layout(source),
                            template,
                            system == null ? null : system.text(),
                            policy(source),
                            metrics == null
                                    ? List.of()
                                    : metrics.stream().map(String::trim).toList(),
                            samples == null ? 0 : samples),
                    source);
        } catch (InvalidDeclarationException e) {
            throw Element.complaint("benchmark", id, e);
        }
    }

    private Policy policy(BenchmarkSource source) {
        if (policy != null) return within("policy", policy::toPolicy);
        return source instanceof BenchmarkSource.Builtin ? BuiltinBenchmarks.policy() : new PolicyBean().toPolicy();
    }

    private Layout layout(BenchmarkSource source) {
        LayoutElements rows = new LayoutElements(format, layout, fields, where);
        if (source instanceof BenchmarkSource.Builtin builtin) {
            rows.refuseWith(this.builtin);
            return BuiltinBenchmarks.layout(builtin.problems().levels());
        }
        if (fields.paths().containsKey("target")) {
            throw new InvalidDeclarationException(
                    "fields.target",
                    fields.paths().get("target"),
                    "is of use in <data> only: nobody is asked what a teacher said");
        }
        return rows.toLayout();
    }

    private static void atLeastOne(String field, int value) {
        if (value < 1) throw new InvalidDeclarationException(field, value, "must be at least 1");
    }
}
