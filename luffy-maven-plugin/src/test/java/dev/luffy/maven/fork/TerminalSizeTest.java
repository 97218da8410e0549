package dev.luffy.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalSizeTest {

    @Test
    void theSecondNumberIsTheColumns() {
        assertThat(TerminalSize.parse("24 132\n")).hasValue(132);
    }

    @Test
    void aTerminalThatDoesNotKnowOrTellHasNoWidth() {
        assertThat(TerminalSize.parse("0 0\n")).isEmpty();
        assertThat(TerminalSize.parse("")).isEmpty();
        assertThat(TerminalSize.parse("stty: not a tty")).isEmpty();
    }
}
