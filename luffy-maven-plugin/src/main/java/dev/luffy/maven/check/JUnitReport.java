package dev.luffy.maven.check;

import java.util.List;

/**
 * The results in the JUnit XML that CI servers read: one test case per limit. It takes no time, since it is not a test that
 * ran; a clock would make equal results differ.
 */
final class JUnitReport {

    private JUnitReport() {}

    static String text(List<CheckResult> results) {
        long failed = results.stream().filter(each -> !each.passed()).count();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite name=\"luffy:check\" tests=\"").append(results.size());
        xml.append("\" failures=\"").append(failed).append("\" errors=\"0\" skipped=\"0\" time=\"0\">\n");
        for (CheckResult each : results) testCase(xml, each);
        return xml.append("</testsuite>\n").toString();
    }

    private static void testCase(StringBuilder xml, CheckResult result) {
        String type = result.check().evaluation() + "." + result.check().benchmark();
        xml.append("  <testcase classname=\"").append(escaped(type));
        xml.append("\" name=\"").append(escaped(result.name())).append("\" time=\"0\">\n");
        String all = escaped(String.join("\n", result.lines()));
        if (result.passed()) {
            xml.append("    <system-out>").append(all).append("</system-out>\n");
        } else {
            xml.append("    <failure message=\"").append(escaped(result.lines().get(0)));
            xml.append("\" type=\"").append(result.refused() ? "refused" : "violation");
            xml.append("\">").append(all).append("</failure>\n");
        }
        xml.append("  </testcase>\n");
    }

    /** Text for an attribute or an element. What XML 1.0 cannot say, even escaped, becomes U+FFFD. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                case '\r' -> escaped.append("&#13;");
                case '\t' -> escaped.append("&#9;");
                default -> escaped.appendCodePoint(isXml(point) ? point : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int point) {
        return (point >= 0x20 && point <= 0xD7FF) || (point >= 0xE000 && point <= 0xFFFD) || point >= 0x10000;
    }
}
