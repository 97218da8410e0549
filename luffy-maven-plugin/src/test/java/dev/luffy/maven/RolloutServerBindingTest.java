package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.plan.Declaration;
import dev.luffy.runtime.experiment.Json;
import dev.luffy.runtime.experiment.RolloutServer;
import dev.luffy.runtime.experiment.ServerAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code <rollout><server>} means. */
class RolloutServerBindingTest {

    private static final String LEAST = "<url>http://gpu:30000/</url><weights>shared/w</weights>";

    private static Declaration declared(String elements) throws Exception {
        return Pom.experiment("<rollout><server>" + elements + "</server></rollout>");
    }

    @Test
    void theLeastDeclarationGetsTheDocumentedDefaults() throws Exception {
        Declaration declaration = declared(LEAST);

        assertThat(declaration.runs().get(0).rollout().server())
                .isEqualTo(new RolloutServer(RolloutServer.Api.GENERATE, true));
        assertThat(declaration.server().access())
                .isEqualTo(new ServerAccess(
                        "http://gpu:30000",
                        null,
                        "/project/shared/w",
                        "/project/shared/w",
                        64,
                        600_000,
                        5,
                        1000,
                        false));
        assertThat(declaration.runsOver(100, null).get(0).rollout().server()).isNotNull();
    }

    @Test
    void everythingMayBeDeclared() throws Exception {
        Declaration declaration = declared("<url>https://gpu</url><weights>/w</weights><weightsOnServer>/mnt/w/"
                + "</weightsOnServer><api>COMPLETIONS</api><model> m </model><server> gpu </server>"
                + "<compareLogProbs>false</compareLogProbs><concurrency>7</concurrency>"
                + "<timeoutSeconds>2.5</timeoutSeconds><retries>0</retries><backoffSeconds>0.25</backoffSeconds>");

        assertThat(declaration.runs().get(0).rollout().server())
                .isEqualTo(new RolloutServer(RolloutServer.Api.COMPLETIONS, false));
        assertThat(declaration.server().access())
                .isEqualTo(new ServerAccess("https://gpu", "m", "/w", "/mnt/w", 7, 2500, 0, 250, true));
        assertThat(declaration.server().server()).isEqualTo("gpu");
    }

    @Test
    void anExperimentWithoutServerIsTheOneThatItWas() throws Exception {
        Declaration declaration = Pom.experiment("");

        assertThat(declaration.server()).isNull();
        assertThat(Json.canonical(declaration.runs().get(0))).doesNotContain("server");
    }

    @Test
    void whereTheServerIsDoesNotBelongToWhatTheRunIs() throws Exception {
        assertThat(declared(LEAST).runs())
                .isEqualTo(declared("<url>https://other</url><weights>/x</weights><retries>1</retries>")
                        .runs());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<weights>w</weights>|<url> is nothing, but must be declared",
                "<url>http://gpu</url>|<weights> is nothing, but must be declared: a folder that trainer and server",
                "<url>http://gpu/v1</url><weights>w</weights>|<url> is http://gpu/v1, but that does not work:",
                "<url>http://gpu/v1</url><weights>w</weights>|ends in /v1; leave that out",
                "<url>http://me:secret@gpu</url><weights>w</weights>|<url> is …@gpu, but that does not work:",
                "<url>gpu:30000</url><weights>w</weights>|is no http or https address",
                "<url>http://gpu/generate</url><weights>w</weights>|already ends in /generate",
                "<url>http://gpu</url><weights>w</weights><api>chat</api>|<api> is chat, but must be one of GENERATE, COMPLETIONS",
                "<url>http://gpu</url><weights>w</weights><api>COMPLETIONS</api>|<model> is nothing, but that does not work: a name is needed",
                "<url>http://gpu</url><weights>w</weights><concurrency>0</concurrency>|<concurrency> is 0, but that does not work",
                "<url>http://gpu</url><weights>w</weights><timeoutSeconds>-1</timeoutSeconds>|<timeoutSeconds> is -1.0, but",
                "<url>http://gpu</url><weights>w</weights><server>a</server><apiKeyVariable>B</apiKeyVariable>|<server> is a, but one of <server> and <apiKeyVariable>",
            })
    void whatCannotBeMeantIsRefusedByItsElement(String elements, String message) {
        assertThatThrownBy(() -> declared(elements))
                .hasMessageStartingWith("<experiment id=x><rollout><server><")
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    void aMethodThatSamplesNothingHasNoUseForAServer() {
        assertThatThrownBy(
                        () -> Pom.experiment("<method>SFT</method><rollout><server>" + LEAST + "</server></rollout>"))
                .hasMessage("<experiment id=x><rollout><server> is declared, but the method SFT samples nothing that a"
                        + " server could be asked for: leave it out, or raise <method><onPolicyRollouts>");
    }

    @Test
    void aVariantMayChangeItsProperties() {
        assertThat(PropertyPath.of("rollout.server.compareLogProbs").type()).isEqualTo(boolean.class);
    }
}
