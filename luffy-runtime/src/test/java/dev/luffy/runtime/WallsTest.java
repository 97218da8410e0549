package dev.luffy.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** The walls of docs/architecture.md. */
@AnalyzeClasses(packages = "dev.luffy.runtime", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

    @ArchTest
    static final ArchRule dataFlowsOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("experiment")
            .definedBy("..runtime.experiment..")
            .layer("endpoint")
            .definedBy("..runtime.endpoint..")
            .layer("tensor")
            .definedBy("..runtime.tensor..")
            .layer("model")
            .definedBy("..runtime.model..")
            .layer("method")
            .definedBy("..runtime.method..")
            .layer("rollout")
            .definedBy("..runtime.rollout..")
            .layer("remote")
            .definedBy("..runtime.remote..")
            .layer("data")
            .definedBy("..runtime.data..")
            .layer("evaluate")
            .definedBy("..runtime.evaluate..")
            .layer("train")
            .definedBy("..runtime.train..")
            .layer("worker")
            .definedBy("..runtime.worker..")
            .whereLayer("worker")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("train")
            .mayOnlyBeAccessedByLayers("worker")
            .whereLayer("evaluate")
            .mayOnlyBeAccessedByLayers("train", "worker")
            .whereLayer("data")
            .mayOnlyBeAccessedByLayers("train")
            .whereLayer("remote")
            .mayOnlyBeAccessedByLayers("train")
            .whereLayer("endpoint")
            .mayOnlyBeAccessedByLayers("remote")
            .whereLayer("rollout")
            .mayOnlyBeAccessedByLayers("data", "remote", "evaluate", "train", "worker")
            .whereLayer("method")
            .mayOnlyBeAccessedByLayers("rollout", "data", "train")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("rollout", "remote", "data", "evaluate", "train")
            .whereLayer("tensor")
            .mayOnlyBeAccessedByLayers("model", "rollout", "remote", "evaluate", "train");

    @ArchTest
    static final ArchRule theDeclarationKnowsNoOtherRoom = noClasses()
            .that()
            .resideInAPackage("..runtime.experiment..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.luffy.runtime..", "ai.djl..")
                    .and(not(resideInAnyPackage("..runtime.experiment.."))));

    @ArchTest
    static final ArchRule theEndpointKnowsQuestionsAndAnswersOnly = classes()
            .that()
            .resideInAPackage("..runtime.endpoint..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "..runtime.endpoint..",
                    "dev.luffy.benchmarks.suite..",
                    "com.fasterxml.jackson..",
                    "java..",
                    "javax.net.ssl..");

    @ArchTest
    static final ArchRule theEndpointOpensNoFiles = noClasses()
            .that()
            .resideInAPackage("..runtime.endpoint..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..");

    @ArchTest
    static final ArchRule theLossIsPlainJava = classes()
            .that()
            .resideInAPackage("..runtime.method..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "..runtime.method..", "..runtime.experiment..");

    @ArchTest
    static final ArchRule onlyTheTensorRoomTouchesTheEngine = noClasses()
            .that()
            .resideOutsideOfPackages("..runtime.tensor..")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("ai.djl..").and(not(resideInAnyPackage("ai.djl.huggingface.tokenizers.."))));

    @ArchTest
    static final ArchRule onlyTheModelRoomTouchesTheTokenizersLibrary = noClasses()
            .that()
            .resideOutsideOfPackages("..runtime.model..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl.huggingface..");

    @ArchTest
    static final ArchRule onlyTheJinjaRoomTouchesJinjava = noClasses()
            .that()
            .resideOutsideOfPackages("..runtime.model.jinja..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hubspot..", "jinjava..");

    @ArchTest
    static final ArchRule nothingKnowsMaven =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.apache.maven..");

    @ArchTest
    static final ArchRule nothingReadsTheCalendarOrAnUnseededGenerator = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(
                    "dev.luffy.runtime.endpoint.Triage") // a server may say when to ask again as a date
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule noNameThatNamesNoIdea = noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Helpers?|Manager|Common|Impl)")
            .orShould()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..core..", "..impl..");
}
