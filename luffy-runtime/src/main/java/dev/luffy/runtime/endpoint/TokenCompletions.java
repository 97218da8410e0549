package dev.luffy.runtime.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * OpenAI's completions with ids of tokens as the prompt. It has no field for ids of what was sampled, so three ways are tried:
 * {@code token_ids} (vLLM, SGLang), tokens written as {@code token_id:7} beside their log-probabilities (vLLM), and last the
 * text, which is tokenized again.
 */
final class TokenCompletions implements Protocol<TokenAsk, TokenAnswer> {

    private static final Pattern WRITTEN_ID = Pattern.compile("token_id:(\\d{1,9})");

    private final Endpoint endpoint;
    private final TokenVocabulary vocabulary;

    TokenCompletions(Endpoint endpoint, TokenVocabulary vocabulary) {
        this.endpoint = endpoint;
        this.vocabulary = vocabulary;
    }

    @Override
    public URI address() {
        return endpoint.address();
    }

    @Override
    public byte[] question(TokenAsk ask) {
        ObjectNode body = Body.object().put("model", endpoint.model());
        ArrayNode ids = body.putArray("prompt");
        for (int id : ask.prompt()) ids.add(id);
        body.put("max_tokens", ask.maximumTokens())
                .put("temperature", ask.temperature())
                .put("top_p", ask.topP())
                .put("top_k", ask.topK() == 0 ? -1 : ask.topK())
                .put("min_p", 0.0)
                // Said, since a server takes what it is not told from its own or the model's defaults.
                .put("repetition_penalty", 1.0)
                .put("seed", ask.seed())
                .put("skip_special_tokens", false)
                .put("spaces_between_special_tokens", false)
                .put("return_token_ids", true)
                .put("return_tokens_as_token_ids", true)
                .put("logprobs", 1) // tokens that are text are told no other way
                .put("stream", false);
        ArrayNode ends = body.putArray("stop_token_ids");
        vocabulary.ends().forEach(ends::add);
        LogitBias.put(body, vocabulary);
        try {
            return Body.bytes(body);
        } catch (CharacterCodingException e) {
            throw new EndpointException("the model's name is not valid Unicode", true);
        }
    }

    @Override
    public TokenAnswer answer(TokenAsk ask, byte[] body) throws MalformedException, RefusedException {
        JsonNode root = Body.tree(body);
        JsonNode choice = root.path("choices").path(0);
        if (!choice.isObject()) throw new MalformedException("no choices");
        JsonNode logProbs = choice.path("logprobs");
        JsonNode tokens = logProbs.path("tokens");
        TokenReading reading = new TokenReading(ask, vocabulary);
        reading.version(root.path("metadata").path("weight_version"));
        JsonNode matched =
                choice.path("matched_stop").isNumber() ? choice.path("matched_stop") : choice.path("stop_reason");
        reading.reason(choice.path("finish_reason").asText("").toLowerCase(Locale.ROOT), matched);
        if (ask.logProbs()) reading.logProbs(logProbs.path("token_logprobs"));
        ArrayNode written = written(tokens);
        if (choice.path("token_ids").isArray()) {
            reading.ids(choice.path("token_ids"));
        } else if (written != null) {
            reading.ids(written);
        } else if (choice.path("text").isTextual()) {
            reading.text(
                    choice.path("text").textValue(), tokens, root.path("usage").path("completion_tokens"));
        } else {
            throw new MalformedException("neither choices[0].token_ids nor choices[0].text");
        }
        return reading.answer(root.path("usage").path("completion_tokens"));
    }

    /** Ids that are written in place of texts; null if there are none. */
    private static ArrayNode written(JsonNode tokens) {
        if (!tokens.isArray() || tokens.isEmpty()) return null;
        ArrayNode ids = Body.object().putArray("ids");
        for (JsonNode each : tokens) {
            Matcher id = WRITTEN_ID.matcher(each.asText());
            if (!id.matches()) return null;
            ids.add(Integer.parseInt(id.group(1)));
        }
        return ids;
    }
}
