package dev.luffy.runtime.endpoint;

import java.util.List;

/** Tokens 1 to 26 are the letters a to z, 27 is "ab"; 28 and 29 end a response; 0 is the padding, and 30 is no token. */
final class Letters implements TokenVocabulary {

    static final int END = 28;
    static final int OTHER_END = 29;

    @Override
    public boolean maySample(int id) {
        return id >= 1 && id <= OTHER_END;
    }

    @Override
    public int[] never() {
        return new int[] {0, 30};
    }

    @Override
    public List<Integer> ends() {
        return List.of(END, OTHER_END);
    }

    @Override
    public int[] encode(String text) {
        return text.replace("ab", "\u007b").chars().map(c -> c - 'a' + 1).toArray();
    }

    @Override
    public String decode(int[] tokens) {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) text.append(token == 27 ? "ab" : Character.toString('a' + token - 1));
        return text.toString();
    }
}
