package dev.luffy.maven.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a drawing what differs from call to call and from machine to machine: lets-plot draws its ids by lot, and
 * coordinates have last digits of logarithms and powers. Takes out the bands' outlines, too, which have no width and a third
 * of the bytes. Texts stay as they are: a quotation mark in one is escaped, so
 * none looks like an attribute.
 */
final class StableSvg {

    /** Of a pixel; the eye sees none of it. */
    private static final int DECIMALS = 2;

    private static final Pattern ID = Pattern.compile(" id=\"([A-Za-z0-9]+)\"");

    private static final Pattern ATTRIBUTE = Pattern.compile("=\"[^\"]*\"");

    private static final Pattern NO_WIDTH =
            Pattern.compile("<path d=\"[^\"]*+\" fill=\"none\" stroke-width=\"0\\.0\"[^>]*+>\\s*+</path>\\s*+");

    private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.(?:\\d+E-?\\d+|\\d{3,})");

    private StableSvg() {}

    static String of(String svg, int width, int height) {
        // Without a view box a browser clips the image where a page makes it smaller.
        String scalable = svg.replaceFirst("<svg ", "<svg viewBox=\"0 0 " + width + " " + height + "\" ");
        String seen = NO_WIDTH.matcher(numbered(scalable)).replaceAll("");
        return ATTRIBUTE.matcher(seen).replaceAll(StableSvg::rounded);
    }

    /** Ids in the order in which they are given. */
    private static String numbered(String svg) {
        Set<String> ids = new LinkedHashSet<>();
        Matcher matcher = ID.matcher(svg);
        while (matcher.find()) ids.add(matcher.group(1));
        String text = svg;
        int next = 1;
        for (String id : ids) {
            text = text.replaceAll("(id=\"|#)" + id + "\\b", "$1part" + next);
            next++;
        }
        return text;
    }

    private static String rounded(MatchResult attribute) {
        return Matcher.quoteReplacement(
                LONG_NUMBER.matcher(attribute.group()).replaceAll(number -> rounded(number.group())));
    }

    private static String rounded(String number) {
        BigDecimal rounded = new BigDecimal(number)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return rounded.toPlainString();
    }
}
