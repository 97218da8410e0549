package dev.luffy.runtime.remote;

import dev.luffy.runtime.endpoint.TokenVocabulary;
import dev.luffy.runtime.experiment.ModelConfig;
import dev.luffy.runtime.model.Tokenizer;
import java.util.BitSet;
import java.util.List;

/** The tokens of the trained model, as the endpoint wants to know them. */
final class ModelVocabulary implements TokenVocabulary {

    private final Tokenizer tokenizer;
    private final int size;
    private final BitSet suppressed = new BitSet();

    ModelVocabulary(Tokenizer tokenizer, ModelConfig config) {
        this.tokenizer = tokenizer;
        this.size = config.vocabSize();
        for (int id : tokenizer.suppressedTokens()) suppressed.set(id);
    }

    @Override
    public boolean maySample(int id) {
        return id >= 0 && id < size && !suppressed.get(id);
    }

    @Override
    public int[] never() {
        return tokenizer.suppressedTokens();
    }

    @Override
    public List<Integer> ends() {
        return tokenizer.eosTokenIds();
    }

    @Override
    public int[] encode(String text) {
        return tokenizer.encode(text);
    }

    @Override
    public String decode(int[] tokens) {
        return tokenizer.decodeWithSpecials(tokens);
    }
}
