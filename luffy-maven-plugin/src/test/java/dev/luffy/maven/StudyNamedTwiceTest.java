package dev.luffy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StudyNamedTwiceTest {

    private static AblationBean bean(String study) throws Exception {
        return Pom.bind(new AblationBean(), "<ablation><id>a</id><study>" + study + "</study></ablation>");
    }

    @Test
    void aStudyThatIsNamedTwiceIsRefused() throws Exception {
        AblationBean bean = bean("OVERLAP, GAMMA,OVERLAP");
        assertThatThrownBy(bean::study).hasMessage("<ablation id=a><study> names OVERLAP twice: leave one out");
        assertThat(bean("OVERLAP, GAMMA").study()).isEqualTo("OVERLAP, GAMMA");
    }
}
