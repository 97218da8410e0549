package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.maven.plan.UserErrorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryArtifactsTest {

    @Test
    void coordinatesAreReadInTheOrderInWhichPeopleWriteThem() {
        assertThat(RepositoryArtifacts.artifact("g:a:1")).hasToString("g:a:jar:1");
        assertThat(RepositoryArtifacts.artifact("g:a:1:zip")).hasToString("g:a:zip:1");
        assertThat(RepositoryArtifacts.artifact("g:a:1:zip:data")).hasToString("g:a:zip:data:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"g:a", "g:a:1:zip:c:x", "g::1:zip", "g:a: 1"})
    void whatIsNoCoordinatesIsRefused(String text) {
        assertThatThrownBy(() -> RepositoryArtifacts.artifact(text)).isInstanceOf(UserErrorException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-SNAPSHOT", "LATEST", "RELEASE", "[1,2)"})
    void aVersionThatMayChangeIsRefused(String version) {
        assertThatThrownBy(() -> RepositoryArtifacts.artifact("g:a:" + version))
                .hasMessageContaining("may be another file tomorrow");
    }
}
