package dev.luffy.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.luffy.benchmarks", importOptions = ImportOption.DoNotIncludeTests.class)
final class RoomsTest {

    @ArchTest
    static final ArchRule benchmarksKnowsNeitherTensorsNorMaven = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "org.apache.maven..", "dev.luffy.runtime..", "dev.luffy.maven..");

    @ArchTest
    static final ArchRule problemStandsAlone = onlyKnows("problem", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule answerStandsAlone = onlyKnows("answer");

    @ArchTest
    static final ArchRule scoreStandsAlone = onlyKnows("score", "org.apache.commons.math3..");

    @ArchTest
    static final ArchRule aimeKnowsProblemOnly = onlyKnows("aime", "dev.luffy.benchmarks.problem");

    @ArchTest
    static final ArchRule everyRoomIsOneOfTheFour = classes()
            .should()
            .resideInAnyPackage(
                    "dev.luffy.benchmarks.problem",
                    "dev.luffy.benchmarks.answer",
                    "dev.luffy.benchmarks.aime",
                    "dev.luffy.benchmarks.score");

    private static ArchRule onlyKnows(String room, String... others) {
        String[] allowed = new String[others.length + 2];
        allowed[0] = "java..";
        allowed[1] = "dev.luffy.benchmarks." + room;
        System.arraycopy(others, 0, allowed, 2, others.length);
        return classes()
                .that()
                .resideInAPackage("dev.luffy.benchmarks." + room)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }
}
