package dev.luffy.maven;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

@AnalyzeClasses(packages = "dev.luffy.maven", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyTheDeclarationOfTheRuntimeIsKnown = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.luffy.runtime..")
                    .and(not(resideInAPackage("dev.luffy.runtime.experiment.."))));

    @ArchTest
    static final ArchRule noTensorIsKnown =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("ai.djl..", "com.sun.jna..");

    @ArchTest
    static final ArchRule onlyTheGoalsAndTheForkKnowMaven = noClasses()
            .that()
            .resideInAnyPackage(
                    "..plan..", "..input..", "..train..", "..ablate..", "..console..", "..report..", "..endpoint..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..", "org.codehaus.plexus..");

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
    static final ArchRule theEndpointKnowsQuestionsAndSamplesOnly = classes()
            .that()
            .resideInAPackage("dev.luffy.maven.endpoint..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.luffy.maven.endpoint..",
                    "dev.luffy.benchmarks.suite..",
                    "com.fasterxml.jackson..",
                    "java..",
                    "javax.net.ssl..");

    @ArchTest
    static final ArchRule theEndpointOpensNoFiles = noClasses()
            .that()
            .resideInAPackage("dev.luffy.maven.endpoint..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..");

    @ArchTest
    static final ArchRule nobodyPrintsPastMaven = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule goalsAreFinalButForTheirBase = classes()
            .that()
            .haveSimpleNameEndingWith("Mojo")
            .and()
            .doNotHaveSimpleName("AbstractLuffyMojo")
            .and()
            .doNotHaveSimpleName("HelpMojo") // generated
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);
}
