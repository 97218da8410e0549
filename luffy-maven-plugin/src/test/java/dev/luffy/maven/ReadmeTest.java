package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.problem.Layout;
import dev.luffy.maven.study.Study;
import dev.luffy.runtime.experiment.Preset;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.plexus.util.ReaderFactory;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README's tables are compared with the plugin descriptor and the beans, so that they cannot go stale. */
class ReadmeTest {

    private final String readme = read(Path.of("../README.md"));

    @Test
    void theGoalTableIsTheDescriptors() throws Exception {
        List<String> rows = new ArrayList<>();
        for (Xpp3Dom goal : descriptor().getChild("mojos").getChildren()) {
            String description = text(goal, "description").split("(?<=\\.)\\s", 2)[0];
            rows.add("| `luffy:" + text(goal, "goal") + "` | " + description + " |");
        }
        assertThat(tableAfter("| goal |")).containsExactlyInAnyOrderElementsOf(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "ablate", "eval", "check"})
    void theParameterTableIsTheDescriptors(String goalName) throws Exception {
        Xpp3Dom mojo = Stream.of(descriptor().getChild("mojos").getChildren())
                .filter(goal -> text(goal, "goal").equals(goalName))
                .findFirst()
                .orElseThrow();
        List<String> rows = new ArrayList<>();
        for (Xpp3Dom parameter : mojo.getChild("parameters").getChildren()) {
            if (text(parameter, "editable").equals("false")) continue;
            assertThat(text(parameter, "since")).as(text(parameter, "name")).isEqualTo("0.1.0");
            Xpp3Dom configured = mojo.getChild("configuration").getChild(text(parameter, "name"));
            String property = configured == null || configured.getValue() == null
                    ? ""
                    : "`" + configured.getValue().replaceAll("[${}]", "") + "` ";
            String byDefault = configured == null ? null : configured.getAttribute("default-value");
            rows.add("| `" + text(parameter, "name") + "` | " + property + "| "
                    + (byDefault == null ? "" : "`" + byDefault + "` ") + "|");
        }
        assertThat(tableAfter("| parameter of `luffy:" + goalName + "`")).containsExactlyElementsOf(rows);
    }

    @Test
    void everyElementOfAnExperimentIsNamed() {
        for (Field element : ExperimentBean.class.getDeclaredFields()) {
            if (isElement(element)) assertThat(readme).contains("<" + element.getName() + ">");
        }
    }

    @Test
    void everyElementOfALibtorchIsExplained() {
        String explained = read(Path.of("../docs/devices.md"));
        for (Field element : LibtorchBean.class.getDeclaredFields()) {
            if (isElement(element)) assertThat(explained).contains("<" + element.getName() + ">");
        }
        assertThat(readme).contains("docs/devices.md");
    }

    @Test
    void everyElementOfACheckIsNamed() {
        for (Field element : CheckBean.class.getDeclaredFields()) {
            if (isElement(element)) assertThat(readme).contains("<" + element.getName() + ">");
        }
    }

    @Test
    void everyElementOfAnAblationIsNamedAndEveryStudyListed() {
        String explained = read(Path.of("../docs/ablation.md"));
        for (Class<?> bean : List.of(AblationBean.class, VariantBean.class)) {
            for (Field element : bean.getDeclaredFields()) {
                if (isElement(element)) assertThat(explained).contains("<" + element.getName() + ">");
            }
        }
        for (Study study : Study.values()) {
            String variants =
                    study.variants().keySet().stream().map(id -> "`" + id + "`").collect(Collectors.joining(", "));
            assertThat(explained).contains("\n| `" + study + "` | " + variants + " |");
            assertThat(readme).contains("`" + study + "`");
        }
    }

    @Test
    void everyElementOfAnEvaluationHasARowWithItsDefault() throws Exception {
        List<String> rows = tableAfter("| in `<evaluation>` |");
        everyFieldHasARow(new EvaluationBean(), rows);
        everyFieldIsInRow(new EndpointBean(), rows, "endpoint");
        everyFieldIsInRow(new TrainedBean(), rows, "experiment");
    }

    @Test
    void everyElementOfARolloutServerHasARowWithItsDefault() throws Exception {
        everyFieldHasARow(new RolloutServerBean(), tableAfter("| in `<rollout><server>` |"));
    }

    @Test
    void everyElementOfABenchmarkHasARowWithItsDefault() throws Exception {
        List<String> rows = tableAfter("| in `<benchmark>` |");
        everyFieldHasARow(new BenchmarkBean(), rows);
        everyFieldIsInRow(new FieldsBean(), rows, "fields");
        everyFieldIsInRow(new PolicyBean(), rows, "policy");
    }

    private static void everyFieldHasARow(Object bean, List<String> rows) throws Exception {
        for (Field element : bean.getClass().getDeclaredFields()) {
            if (!isElement(element)) continue;
            element.setAccessible(true);
            Object value = element.get(bean);
            boolean plain = value instanceof Number || value instanceof String;
            assertThat(rows)
                    .as(element.getName())
                    .anyMatch(row -> row.split("\\|")[1].contains("`" + element.getName() + "`")
                            && (!plain || row.contains(plain(value))));
        }
    }

    private static void everyFieldIsInRow(Object bean, List<String> rows, String name) throws Exception {
        String row = rows.stream()
                .filter(line -> line.startsWith("| `" + name + "`"))
                .findFirst()
                .orElseThrow();
        for (Field child : bean.getClass().getDeclaredFields()) {
            if (!isElement(child)) continue;
            child.setAccessible(true);
            Object value = child.get(bean);
            String shown = value == null ? "`" + child.getName() + "`" : "`" + child.getName() + "` " + plain(value);
            assertThat(row).as("row of %s", name).contains(shown);
        }
    }

    @Test
    void everyChildIsNamedWithItsDefault() throws Exception {
        for (Object bean : List.of(
                new RolloutBean(), new OptimizerBean(), new ScheduleBean(), new BudgetBean(), new ValidationBean())) {
            String row = tableAfter("| element |").stream()
                    .filter(line -> line.startsWith("| `<" + element(bean) + ">`"))
                    .findFirst()
                    .orElseThrow();
            for (Field child : bean.getClass().getDeclaredFields()) {
                if (!isElement(child)) continue;
                child.setAccessible(true);
                Object value = child.get(bean);
                String shown =
                        value == null ? "`" + child.getName() + "`" : "`" + child.getName() + "` " + plain(value);
                assertThat(row).as("row of <%s>", element(bean)).contains(shown);
            }
        }
    }

    @Test
    void everyElementOfDataAndItsFilterIsNamedAndExplained() throws Exception {
        List<String> rows = tableAfter("| element |");
        String data = rows.stream()
                .filter(row -> row.startsWith("| `<data>` |"))
                .findFirst()
                .orElseThrow();
        String filter = rows.stream()
                .filter(row -> row.startsWith("| `<filter>` in `<data>` |"))
                .findFirst()
                .orElseThrow();
        for (Field element : DataBean.class.getDeclaredFields()) {
            if (isElement(element)) assertThat(data).contains("`" + element.getName() + "`");
        }
        String explained = read(Path.of("../docs/data.md"));
        for (Field element : FilterBean.class.getDeclaredFields()) {
            if (!isElement(element)) continue;
            element.setAccessible(true);
            Object value = element.get(new FilterBean());
            String shown = "`" + element.getName() + "`";
            assertThat(filter).contains(value == null ? shown : shown + " " + value);
            assertThat(explained).contains("\n| " + shown + " | " + (value == null ? "`<maximum" : value + " |"));
        }
        assertThat(Layout.names())
                .allSatisfy(name ->
                        assertThat(read(Path.of("../docs/benchmarks.md"))).contains("`" + name + "`"));
    }

    @Test
    void everyPartOfAMethodIsNamed() {
        for (Class<?> bean : List.of(
                MethodBean.class,
                PrefixBean.class,
                OutcomeBean.class,
                CriticBean.class,
                RewardModelBean.class,
                AccuracyFilterBean.class)) {
            for (Field part : bean.getDeclaredFields()) {
                if (isElement(part)) assertThat(readme).contains("`" + part.getName() + "`");
            }
        }
    }

    @Test
    void everyPresetIsListedWithItsSourcesAndExplained() {
        String explained = read(Path.of("../docs/methods.md"));
        List<String> rows = tableAfter("| preset |");
        assertThat(rows).hasSameSizeAs(Preset.values());
        for (Preset preset : Preset.values()) {
            String sources =
                    preset.sources().stream().map(source -> "`" + source + "`").collect(Collectors.joining(", "));
            assertThat(rows)
                    .anyMatch(row -> row.startsWith("| `" + preset + "` |") && row.endsWith("| " + sources + " |"));
            assertThat(explained).contains("\n| `" + preset + "` |");
        }
    }

    private static String plain(Object value) {
        if (value instanceof Double number && number == Math.rint(number)) return Long.toString(number.longValue());
        if (value instanceof Double number && number < 0.001)
            return number.toString().replace("1.0E", "1e");
        return value.toString();
    }

    private static String element(Object bean) {
        String name = bean.getClass().getSimpleName().replace("Bean", "");
        return name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1);
    }

    private static boolean isElement(Field field) {
        return !field.isSynthetic() && !Modifier.isStatic(field.getModifiers());
    }

    private List<String> tableAfter(String head) {
        return readme.substring(readme.indexOf("\n" + head) + 1)
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static String text(Xpp3Dom parent, String child) {
        return parent.getChild(child).getValue();
    }

    private static Xpp3Dom descriptor() throws Exception {
        try (InputStream in = TrainMojo.class.getResourceAsStream("/META-INF/maven/plugin.xml")) {
            return Xpp3DomBuilder.build(ReaderFactory.newXmlReader(in));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
