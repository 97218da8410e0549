package dev.luffy.maven.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StableSvgTest {

    private static String drawing(String id, String other) {
        return "<svg width=\"900.0\"><style>#" + id + " .x {}\n#" + other + " .y {}</style><g id=\"" + id
                + "\"><g clip-path=\"url(#" + other + ")\"/><clipPath id=\"" + other + "\"/></g></svg>";
    }

    @Test
    void idsDrawnByLotBecomeNumbers() {
        assertThat(StableSvg.of(drawing("pX1", "pX12"), 9, 5))
                .isEqualTo(StableSvg.of(drawing("zzz", "aaa"), 9, 5))
                .contains("#part1 .x", "#part2 .y", "url(#part2)", "<g id=\"part1\">", "<clipPath id=\"part2\"");
    }

    @Test
    void coordinatesLoseTheDigitsThatNobodySees() {
        String path = "d=\"M1.23456 -7.0 L0.001 1.5E-7 1.25 300.9999999\"";
        assertThat(StableSvg.of("<svg " + path + "/>", 9, 5)).contains("d=\"M1.23 -7.0 L0 0 1.25 301\"");
    }

    @Test
    void textsKeepTheirDigits() {
        String text = "<text a=\"1.5\">0.123456 #x id=&quot;x&quot;</text>";
        assertThat(StableSvg.of("<svg >" + text + "</svg>", 9, 5)).contains(text);
    }
}
