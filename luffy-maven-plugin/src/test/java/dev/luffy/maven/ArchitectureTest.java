package dev.luffy.maven;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

@AnalyzeClasses(packages = "dev.luffy.maven", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyDeclarationAndEndpointOfTheRuntimeAreKnown = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.luffy.runtime..")
                    .and(not(resideInAnyPackage("dev.luffy.runtime.experiment..", "dev.luffy.runtime.endpoint.."))));

    @ArchTest
    static final ArchRule noTensorIsKnown =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("ai.djl..", "com.sun.jna..");

    @ArchTest
    static final ArchRule onlyTheGoalsAndTheForkKnowMaven = noClasses()
            .that()
            .resideInAnyPackage(
                    "..plan..",
                    "..input..",
                    "..train..",
                    "..eval..",
                    "..study..",
                    "..ablate..",
                    "..console..",
                    "..report..",
                    "..result..",
                    "..check..",
                    "..plot..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..", "org.codehaus.plexus..");

    @ArchTest
    static final ArchRule ablationsAskModelsInOnePlace = noClasses()
            .that()
            .resideInAPackage("..ablate..")
            .and()
            .doNotHaveSimpleName("EvaluatedModels")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.luffy.maven.eval..").and(not(simpleName("Questions"))));

    @ArchTest
    static final ArchRule evaluationsKnowNoAblationAndNoTraining = noClasses()
            .that()
            .resideInAPackage("..eval..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..ablate..", "..train..");

    @ArchTest
    static final ArchRule onlyTheForkStartsProcesses = noClasses()
            .that()
            .resideOutsideOfPackage("..fork..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Process.class, ProcessBuilder.class);

    @ArchTest
    static final ArchRule theForkPrintsNothing = noClasses()
            .that()
            .resideInAPackage("..fork..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..console..");

    @ArchTest
    static final ArchRule aStudyIsDataAlone = classes()
            .that()
            .resideInAPackage("dev.luffy.maven.study..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.luffy.maven.study..", "java..");

    @ArchTest
    static final ArchRule aPlotKnowsItsNumbersAndTheLibraryOnly = classes()
            .that()
            .resideInAPackage("dev.luffy.maven.plot..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.luffy.maven.plot..", "org.jetbrains.letsPlot..", "java.lang..", "java.math..", "java.util..");

    @ArchTest
    static final ArchRule onlyPlotsKnowThePlottingLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("dev.luffy.maven.plot..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jetbrains..", "kotlin..", "mu..");

    @ArchTest
    static final ArchRule nobodyNeedsFontsOrAScreen =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.awt..", "javax.swing..");

    @ArchTest
    static final ArchRule nobodyPrintsPastMaven = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule goalsAreFinalButForTheirBases = classes()
            .that()
            .haveSimpleNameEndingWith("Mojo")
            .and()
            .haveSimpleNameNotStartingWith("Abstract")
            .and()
            .doNotHaveSimpleName("HelpMojo") // generated
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);

    @ArchTest
    static void everyRoomIsOnTheMap(JavaClasses all) throws IOException {
        String map = Files.readString(Path.of("../docs/architecture.md"));
        for (JavaClass each : all) {
            String room = each.getPackageName().replaceFirst(".*\\.", "");
            if (!room.equals("maven")) assertThat(map).containsPattern("\n +" + room + "/ +\\S");
        }
    }
}
