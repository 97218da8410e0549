package dev.luffy.benchmarks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

@AnalyzeClasses(packages = "dev.luffy", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theModuleKnowsNoTensorsNoMavenAndNoOtherModule = noClasses()
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("ai.djl..", "org.apache.maven..", "dev.luffy.runtime..", "dev.luffy.maven.."));

    @ArchTest
    static final ArchRule problemsKnowNoOtherRoom =
            room("problem", "com.fasterxml.jackson..", "org.apache.parquet..", "io.airlift.compress..");

    @ArchTest
    static final ArchRule answersKnowNoOtherRoomAndNoLibrary = room("answer");

    @ArchTest
    static final ArchRule scoresKnowNoOtherRoom = room("score", "org.apache.commons.math3..");

    @ArchTest
    static final ArchRule gatesKnowScoresOnly =
            room("gate", "dev.luffy.benchmarks.score..", "org.apache.commons.math3..");

    @ArchTest
    static final ArchRule suitesKnowProblemsAnswersAndScores = room(
            "suite",
            "dev.luffy.benchmarks.problem..",
            "dev.luffy.benchmarks.answer..",
            "dev.luffy.benchmarks.score..",
            "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule nothingPrints =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");

    @ArchTest
    static final ArchRule noClassIsNamedForHavingNoIdea =
            noClasses().should().haveNameMatching(".*(Utils?|Helper|Common|Manager|Impl)");

    @ArchTest
    static void everyRoomSaysWhatItIsFor(JavaClasses all) {
        Set<String> rooms = new TreeSet<>();
        Set<String> described = new TreeSet<>();
        // javac leaves no class behind for a package-info without annotations, so the sources are asked.
        all.forEach(c -> rooms.add(c.getPackageName()));
        for (String room : rooms) {
            if (Files.exists(Path.of("src/main/java", room.split("\\.")).resolve("package-info.java"))) {
                described.add(room);
            }
        }
        assertThat(described).isEqualTo(rooms).hasSizeGreaterThanOrEqualTo(3);
    }

    @ArchTest
    static void everyRoomIsOnTheMap(JavaClasses all) throws IOException {
        String map = Files.readString(Path.of("../docs/architecture.md"));
        all.forEach(
                c -> assertThat(map).containsPattern("\n +" + c.getPackageName().replaceFirst(".*\\.", "") + "/ +\\S"));
    }

    /** A room whose classes may use the JDK, one another and the given libraries: whatever is not listed is refused. */
    private static ArchRule room(String name, String... libraries) {
        String[] allowed = new String[libraries.length + 2];
        allowed[0] = "java..";
        allowed[1] = "dev.luffy.benchmarks." + name + "..";
        System.arraycopy(libraries, 0, allowed, 2, libraries.length);
        return classes()
                .that()
                .resideInAPackage("dev.luffy.benchmarks." + name + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed));
    }
}
