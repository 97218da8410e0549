package dev.luffy.runtime.remote;

import dev.luffy.runtime.endpoint.TokenAnswer;
import dev.luffy.runtime.endpoint.TokenAsk;
import dev.luffy.runtime.rollout.Prompt;
import java.util.Arrays;

/** A response on its way from question to row. */
final class RemoteRow {

    final Prompt prompt;

    /** Teacher tokens that it begins with, [prefix]. */
    final int[] prefix;

    /** Null where the prefix leaves nothing to sample. */
    final TokenAsk ask;

    /** Null until it is there. */
    TokenAnswer answer;

    RemoteRow(Prompt prompt, int[] prefix, TokenAsk ask) {
        this.prompt = prompt;
        this.prefix = prefix;
        this.ask = ask;
    }

    boolean isMissing() {
        return ask != null && answer == null;
    }

    boolean isSampled() {
        return answer != null;
    }

    /** All of the response, [response]. */
    int[] tokens() {
        return answer == null ? prefix : joined(prefix, answer.tokens());
    }

    static int[] joined(int[] first, int[] second) {
        int[] result = Arrays.copyOf(first, first.length + second.length); // [first + second]
        System.arraycopy(second, 0, result, first.length, second.length);
        return result;
    }
}
