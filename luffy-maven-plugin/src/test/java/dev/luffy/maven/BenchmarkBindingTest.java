package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.answer.Policy;
import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.benchmarks.suite.Definition;
import dev.luffy.maven.plan.BenchmarkSource;
import dev.luffy.maven.plan.DeclaredBenchmark;
import dev.luffy.maven.plan.ProblemSource;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkBindingTest {

    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private static DeclaredBenchmark benchmark(String elements) throws ComponentConfigurationException {
        return Pom.bind(new BenchmarkBean(), "<benchmark><id>b</id>" + elements + "</benchmark>")
                .toBenchmark(Pom.BASEDIR);
    }

    private static TreeSet<String> elements(Class<?> bean) {
        TreeSet<String> names = new TreeSet<>();
        for (Field field : bean.getDeclaredFields()) {
            if (!field.isSynthetic() && !Modifier.isStatic(field.getModifiers())) names.add(field.getName());
        }
        return names;
    }

    @Test
    void theLeastDeclarationGetsTheDocumentedDefaults() throws Exception {
        DeclaredBenchmark least = benchmark("<file>d.jsonl</file>");
        assertThat(least.source()).isEqualTo(new BenchmarkSource.LocalFile(Path.of("/project/d.jsonl"), null));
        Definition definition = least.definition();
        assertThat(definition)
                .isEqualTo(new Definition(
                        "b", 1, Layout.detected(), "{problem}", null, Policy.named("math"), List.of(), 0));
    }

    @Test
    void everySourceBinds() throws Exception {
        assertThat(benchmark("<url>https://example.org/d.parquet</url><sha256> "
                                + DIGEST.toUpperCase(java.util.Locale.ROOT) + "</sha256>")
                        .source())
                .isEqualTo(new BenchmarkSource.Download(URI.create("https://example.org/d.parquet"), DIGEST));
        assertThat(benchmark("<artifact>g:a:1:zip</artifact><entry>d.json</entry>")
                        .source())
                .isEqualTo(new BenchmarkSource.Artifact("g:a:1:zip", "d.json", null));
        assertThat(benchmark("<builtin>aime</builtin><levels>hard,easy</levels><count>7</count>")
                        .source())
                .isEqualTo(new BenchmarkSource.Builtin(
                        new ProblemSource.Builtin("aime", "test", List.of("hard", "easy"), 7)));
    }

    @Test
    void builtinProblemsAreJudgedByExactIntegersAfterTheThinking() throws Exception {
        Policy policy = benchmark("<builtin>aime</builtin>").definition().policy();
        assertThat(policy.settings()).containsEntry("boundary", "</think>").containsEntry("boundaryRequired", "true");
        assertThat(policy.name()).isEqualTo("exact-integer*");
        assertThat(benchmark("<builtin>aime</builtin><policy>math</policy>")
                        .definition()
                        .policy())
                .isEqualTo(Policy.named("math"));
    }

    @Test
    void aLayoutMayBeChangedInParts() throws Exception {
        Layout layout = benchmark("<file>d</file><format>JSON</format><layout>math</layout>"
                        + "<fields><answer>final</answer></fields><where><split>test</split></where>")
                .definition()
                .layout();
        assertThat(layout)
                .isEqualTo(Layout.named("math")
                        .with("answer", "final")
                        .only("split", "test")
                        .in(Layout.Format.JSON));
    }

    @Test
    void anEmptySystemMessageIsNotTheFiles() throws Exception {
        assertThat(benchmark("<file>d</file><system/>").definition().system()).isEmpty();
        assertThat(benchmark("<file>d</file><system>Be brief.</system>")
                        .definition()
                        .system())
                .isEqualTo("Be brief.");
    }

    @Test
    void aPolicyIsAPresetAndWhatDiffers() throws Exception {
        Policy policy = benchmark(
                        "<file>d</file><policy><preset>math</preset><percent>DROPPED</percent><boundary/></policy>")
                .definition()
                .policy();
        assertThat(policy).isEqualTo(Policy.named("math").with("boundary", "").with("percent", "DROPPED"));
    }

    @Test
    void everySettingOfAPolicyHasAnElement() {
        TreeSet<String> settings = new TreeSet<>(Policy.named("math").settings().keySet());
        settings.add("preset");
        assertThat(elements(PolicyBean.class)).isEqualTo(settings);
    }

    @Test
    void everyPartOfAProblemHasAnElement() {
        assertThat(elements(FieldsBean.class)).isEqualTo(new TreeSet<>(Layout.PARTS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                            | <file> is nothing, but exactly one of <file>, <url>, <artifact>
                    <file>d</file><builtin>aime</builtin>         | exactly one of <file>, <url>, <artifact> and <builtin> is needed
                    <url>https://example.org/d</url>              | <sha256> is nothing, but a <url> needs the digest
                    <url>ftp://h/d</url><sha256>0</sha256>        | <url> is ftp://h/d, but must be an http, https or file
                    <file>d</file><sha256>0</sha256>              | <sha256> is 0, but must be 64 hexadecimal digits
                    <file>d</file><entry>x</entry>                | <entry> is x, but is a path inside an <artifact>
                    <file>d</file><count>3</count>                | <count> is 3, but chooses among <builtin> problems
                    <builtin>aime</builtin><layout>math</layout>  | <builtin> is aime, but <format>, <layout>
                    <file>d</file><version>0</version>            | <version> is 0, but must be at least 1
                    <file>d</file><samples>0</samples>            | <samples> is 0, but must be at least 1
                    <file>d</file><template>x</template>          | <template> is x, but must contain {problem}
                    <file>d</file><format>CSV</format>            | <format> is CSV, but must be one of JSONL, JSON, PARQUET
                    <file>d</file><fields><answer>a</answer></fields> | <layout> is left out, but that does not work
                    <file>d</file><policy><percent>SOME</percent></policy> | <policy><percent> is SOME, but that is no such setting
                    """)
    void whatCannotBeMeantIsRefusedByItsElement(String elements, String complaint) {
        assertThatThrownBy(() -> benchmark(elements))
                .hasMessageStartingWith("<benchmark id=b><")
                .hasMessageContaining(complaint);
    }

    @Test
    void anAddressWithAPasswordIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> benchmark("<url>https://me:secret@example.org/d</url><sha256>" + DIGEST + "</sha256>"))
                .hasMessageContaining("<url> is …@example.org/d, but")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anIdThatNamesNoFolderIsRefused() {
        assertThatThrownBy(() -> Pom.bind(new BenchmarkBean(), "<benchmark><id>../x</id><file>d</file></benchmark>")
                        .toBenchmark(Pom.BASEDIR))
                .hasMessageContaining("<id> is ../x, but names a folder");
    }

    @Test
    void builtinBenchmarksCanBeNamedUnlessTheirIdIsTaken() throws Exception {
        BenchmarkBean own =
                Pom.bind(new BenchmarkBean(), "<benchmark><id>aime-easy</id><file>d.jsonl</file></benchmark>");
        BenchmarkSelection selection = new BenchmarkSelection(List.of(own));
        assertThat(selection.all(Pom.BASEDIR))
                .extracting(DeclaredBenchmark::id)
                .containsExactly("aime-easy", "aime-medium", "aime-hard");
        assertThat(selection.byDefault()).containsExactly("aime-easy");
        assertThat(new BenchmarkSelection(List.of()).byDefault())
                .isEqualTo(
                        Stream.of("easy", "medium", "hard").map("aime-"::concat).toList());
        assertThatThrownBy(() -> new BenchmarkSelection(List.of(own, own)).all(Pom.BASEDIR))
                .hasMessage("<benchmark id=aime-easy> is declared twice: ids name folders");
    }
}
