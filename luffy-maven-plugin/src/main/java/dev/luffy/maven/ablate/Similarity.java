package dev.luffy.maven.ablate;

import java.util.Collection;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.commons.text.similarity.SimilarityInput;

/**
 * Edit similarity of two texts: 1 − d / max(m, n), where d is the Levenshtein distance and m and n are the lengths, all in
 * Unicode code points. 1 for equal texts, 0 for texts that share nothing.
 */
final class Similarity {

    /**
     * Code points of a text that are compared, from its beginning. The distance takes time in the product of the lengths:
     * about 0.15 s for two texts of this length, and 2 s, for every answer and every call, for two of 30,000.
     */
    static final int MOST = 8192;

    private record CodePoints(int[] points) implements SimilarityInput<Integer> {

        static CodePoints of(String text) {
            return new CodePoints(text.codePoints().limit(MOST).toArray());
        }

        @Override
        public Integer at(int index) {
            return points[index];
        }

        @Override
        public int length() {
            return points.length;
        }
    }

    private Similarity() {}

    /** In [0, 1]. */
    static double of(String one, String other) {
        CodePoints left = CodePoints.of(one);
        CodePoints right = CodePoints.of(other);
        int longer = Math.max(left.length(), right.length());
        if (longer == 0) return 1;
        return 1 - (double) LevenshteinDistance.getDefaultInstance().apply(left, right) / longer;
    }

    /** To the most similar of some texts, of which there is one at least. */
    static double toNearest(String text, Collection<String> others) {
        return others.stream().mapToDouble(other -> of(text, other)).max().orElseThrow();
    }
}
