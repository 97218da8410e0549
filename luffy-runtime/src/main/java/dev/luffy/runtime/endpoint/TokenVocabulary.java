package dev.luffy.runtime.endpoint;

import java.util.List;

/** What the trainer knows about the tokens of its model; what a server says is held against it. */
public interface TokenVocabulary {

    /** Whether the trainer gives a token a probability above 0: it exists, and is not the padding. */
    boolean maySample(int id);

    /** Ids below the model's number of logits that {@link #maySample} denies, ascending. */
    int[] never();

    /** Ids of the tokens that end a response; never empty. */
    List<Integer> ends();

    /** Ids of a text, {@code [tokens]}; special tokens that are written out are those tokens. */
    int[] encode(String text);

    /** Text of tokens, special ones written out. */
    String decode(int[] tokens);
}
