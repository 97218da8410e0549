package dev.luffy.runtime.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.luffy.runtime.endpoint.Protocol.MalformedException;
import dev.luffy.runtime.endpoint.Protocol.RefusedException;
import dev.luffy.runtime.endpoint.TokenAnswer.Reading;
import java.util.Arrays;

/**
 * Puts together what a server says of one continuation, and refuses what cannot be true: a trainer that learns from other
 * tokens than were sampled learns something else, without a sign.
 */
final class TokenReading {

    private static final char UNDECODABLE = '\uFFFD';

    private final TokenAsk ask;
    private final TokenVocabulary vocabulary;
    private boolean stopped; // by a token, says the server
    private int matched = -1; // by which, if it says
    private boolean versioned;
    private int[] ids; // [sampled]
    private float[] logProbs; // [sampled]
    private Reading reading = Reading.EXACT;

    TokenReading(TokenAsk ask, TokenVocabulary vocabulary) {
        this.ask = ask;
        this.vocabulary = vocabulary;
    }

    /** @throws RefusedException if the server names other weights than it was asked to load */
    void version(JsonNode told) throws RefusedException {
        if (ask.version() == null || !told.isTextual() || told.textValue().isEmpty()) return;
        versioned = told.textValue().equals(ask.version());
        if (!versioned) {
            throw new RefusedException(
                    "it was sampled from weights '" + told.textValue() + "', not from '" + ask.version()
                            + "', which the server said it had loaded. Does something else load weights into it, or does a"
                            + " router share questions out among several servers?");
        }
    }

    /** @param token what ended the response, where the server says it */
    void reason(String told, JsonNode token) throws MalformedException {
        if (!told.equals("stop") && !told.equals("length"))
            throw new MalformedException("finish_reason '" + told + "'");
        stopped = told.equals("stop");
        if (token.canConvertToInt() && token.isIntegralNumber()) matched = token.intValue();
    }

    void ids(JsonNode told) throws MalformedException {
        ids = new int[told.size()]; // [sampled]
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = told.get(i);
            if (!id.isIntegralNumber() || !id.canConvertToInt()) throw new MalformedException("token " + i + " " + id);
            ids[i] = id.intValue();
        }
    }

    /**
     * Ids for want of others.
     *
     * @param tokens their texts one by one, where the server says them
     * @param counted how many the server counted, where it does
     */
    void text(String text, JsonNode tokens, JsonNode counted) throws MalformedException {
        if (!tokens.isArray() && !counted.isIntegralNumber()) {
            throw new MalformedException("neither ids of tokens nor how many there are");
        }
        ids = vocabulary.encode(text);
        if (stopped && !ends(ids)) ids = append(ids, end());
        if (ids.length > ask.maximumTokens()) {
            // Others than were sampled, or they would have fitted; what is learnt from must fit too.
            ids = Arrays.copyOf(ids, ask.maximumTokens());
            stopped = false;
            reading = Reading.DRIFTED;
            return;
        }
        int sampled = tokens.isArray() ? tokens.size() : counted.intValue();
        boolean same = text.indexOf(UNDECODABLE) < 0
                && (sampled == ids.length || stopped && sampled == ids.length - 1)
                && sameTexts(tokens);
        reading = same ? Reading.RETOKENIZED : Reading.DRIFTED;
    }

    /** @throws RefusedException if one is no number: the weights give none, and would not if asked again */
    void logProbs(JsonNode told) throws MalformedException, RefusedException {
        if (!told.isArray()) return;
        logProbs = new float[told.size()]; // [sampled]
        for (int i = 0; i < logProbs.length; i++) {
            JsonNode value = told.get(i);
            if (!value.isNumber() || !Float.isFinite(value.floatValue())) {
                throw new RefusedException("it gives " + value + " as the log-probability of token " + i
                        + ": the weights have diverged, or the server computes with too narrow a type of numbers");
            }
            logProbs[i] = value.floatValue();
        }
    }

    /**
     * @param counted how many tokens the server says it sampled, where it does
     * @throws MalformedException if the parts do not fit together
     * @throws RefusedException if the server stopped for a reason that no repetition mends
     */
    TokenAnswer answer(JsonNode counted) throws MalformedException, RefusedException {
        boolean added = stopped && !ends(ids) && vocabulary.ends().contains(matched);
        if (added) ids = append(ids, matched); // some leave out what they stopped at
        check();
        boolean finished = ends(ids);
        if (stopped && !finished) {
            throw new MalformedException("finish_reason stop, but the last token, " + ids[ids.length - 1]
                    + ", ends no response of this model");
        }
        if (reading == Reading.EXACT) {
            if (!finished && ids.length < ask.maximumTokens()) {
                throw new RefusedException("the server stopped after " + ids.length + " of " + ask.maximumTokens()
                        + " tokens. Start it with room for " + (ask.prompt().length + ask.maximumTokens())
                        + " tokens of prompt and response");
            }
            checkCount("completion_tokens", counted.isIntegralNumber() ? counted.intValue() : ids.length, finished);
            if (logProbs != null) checkCount("log-probabilities", logProbs.length, added);
        }
        // Those of other tokens say nothing about these.
        boolean comparable = reading != Reading.DRIFTED && logProbs != null && logProbs.length == ids.length;
        return new TokenAnswer(ask, ids, finished, comparable ? logProbs : null, reading, versioned);
    }

    private void check() throws MalformedException {
        if (ids.length == 0) throw new MalformedException("no token");
        if (ids.length > ask.maximumTokens()) {
            throw new MalformedException(ids.length + " tokens, but " + ask.maximumTokens() + " were allowed");
        }
        for (int i = 0; i < ids.length; i++) {
            if (!vocabulary.maySample(ids[i])) {
                throw new MalformedException(
                        "token " + i + " with id " + ids[i]
                                + ", which is no token of the trained model or its padding; does the server have another model?");
            }
            if (i < ids.length - 1 && vocabulary.ends().contains(ids[i])) {
                throw new MalformedException("token " + i + " of " + ids.length + " with id " + ids[i]
                        + ", which ends a response of the trained model, but others follow");
            }
        }
    }

    private void checkCount(String what, int told, boolean oneLess) throws MalformedException {
        if (told != ids.length && !(oneLess && told == ids.length - 1)) {
            throw new MalformedException(told + " " + what + ", but " + ids.length + " tokens");
        }
    }

    private boolean sameTexts(JsonNode tokens) {
        for (int i = 0; i < Math.min(tokens.size(), ids.length - (stopped ? 1 : 0)); i++) {
            String text = vocabulary.decode(new int[] {ids[i]});
            // Parts of a character have no text of their own, and servers write them in ways of theirs.
            if (text.indexOf(UNDECODABLE) < 0 && !text.equals(tokens.get(i).asText())) return false;
        }
        return true;
    }

    private boolean ends(int[] tokens) {
        return tokens.length > 0 && vocabulary.ends().contains(tokens[tokens.length - 1]);
    }

    /** The token that ended the response: as told, else the first that may have. */
    private int end() {
        return vocabulary.ends().contains(matched) ? matched : vocabulary.ends().get(0);
    }

    private static int[] append(int[] tokens, int last) {
        int[] result = Arrays.copyOf(tokens, tokens.length + 1); // [sampled]
        result[tokens.length] = last;
        return result;
    }
}
