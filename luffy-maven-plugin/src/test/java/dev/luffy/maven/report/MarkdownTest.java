package dev.luffy.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '"',
            value = {
                "\"a|b\nc <x> `y`\" ! \"a\\|b c \\<x\\> \\`y\\`\"",
                "\\frac_1*2 ! \\\\frac\\_1\\*2",
                "[read](http://x) [a][b] ! [read\\](http://x) [a\\][b]",
                "[25.0, 75.0] ! [25.0, 75.0]",
                "$5 ~~or~~ &amp; R&D ! \\$5 \\~\\~or\\~\\~ \\&amp; R&D"
            })
    void aTextIsShownAsItIsOnOneLine(String text, String escaped) {
        assertThat(Markdown.escaped(text)).isEqualTo(escaped);
    }
}
