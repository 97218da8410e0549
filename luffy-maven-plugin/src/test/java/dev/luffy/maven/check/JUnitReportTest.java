package dev.luffy.maven.check;

import static dev.luffy.maven.check.Desk.drop;
import static dev.luffy.maven.check.Desk.floor;
import static dev.luffy.maven.check.Desk.greedy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.luffy.benchmarks.score.Outcome;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JUnitReportTest {

    private static Element parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static Element only(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        assertThat(found.getLength()).as(name).isEqualTo(1);
        return (Element) found.item(0);
    }

    @Test
    void everyLimitIsATestCase(@TempDir Path folder) throws Exception {
        Desk desk = new Desk(folder);
        desk.measured(greedy("aime", "CCIICCIICCII", Map.of()));
        assertThatThrownBy(() -> desk.check(floor("aime", "0.25"), drop("amc", "0.010")))
                .isInstanceOf(ViolationException.class);

        Element suite = parsed(Files.readString(desk.report("TEST-luffy-check.xml")));

        assertThat(suite.getTagName()).isEqualTo("testsuite");
        assertThat(suite.getAttribute("tests")).isEqualTo("2");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        Element held = (Element) suite.getElementsByTagName("testcase").item(0);
        assertThat(held.getAttribute("classname")).isEqualTo("base.aime");
        assertThat(held.getAttribute("name")).isEqualTo("pass@1 minimum 0.25");
        assertThat(held.getElementsByTagName("failure").getLength()).isZero();
        Element failure = only(suite, "failure");
        assertThat(((Element) failure.getParentNode()).getAttribute("classname"))
                .isEqualTo("base.amc");
        assertThat(failure.getAttribute("type")).isEqualTo("refused");
        assertThat(failure.getAttribute("message")).startsWith("<check evaluation=base benchmark=amc><benchmark>");
        assertThat(failure.getTextContent()).isEqualTo(failure.getAttribute("message"));
    }

    @Test
    void problemIdsMayHoldAnything(@TempDir Path folder) throws Exception {
        String strange = "<a href=\"x\">&amp;</a>]]>'\t\u0001\uD800|`*\uD83D\uDE00";
        Desk desk = new Desk(folder);
        desk.measured(Desk.measurement("aime", 0, outcomes(strange.replace("\uD800", ""), "C"), Map.of()));
        desk.agree(null, drop("aime", "0"));
        desk.measured(Desk.measurement("aime", 0, outcomes(strange.replace("\uD800", ""), "I"), Map.of()));
        assertThatThrownBy(() -> desk.check(drop("aime", "0"))).isInstanceOf(ViolationException.class);

        Element failure = only(parsed(Files.readString(desk.report("TEST-luffy-check.xml"))), "failure");

        assertThat(failure.getTextContent()).contains("<a href=\"x\">&amp;</a>]]>'\t\uFFFD|`*\uD83D\uDE00");
        assertThat(parsed("<a b=\"" + JUnitReport.escaped(strange) + "\"/>").getAttribute("b"))
                .isEqualTo("<a href=\"x\">&amp;</a>]]>'\t\uFFFD\uFFFD|`*\uD83D\uDE00");
    }

    private static List<Outcome> outcomes(String prefix, String mark) {
        return IntStream.range(0, 20)
                .mapToObj(i -> new Outcome(prefix + i, "", mark, List.of(0)))
                .toList();
    }
}
