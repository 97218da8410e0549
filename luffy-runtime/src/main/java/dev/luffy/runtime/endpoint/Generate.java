package dev.luffy.runtime.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.CharacterCodingException;

/** SGLang's own protocol: ids of tokens in and out, and which weights they come from. */
final class Generate implements Protocol<TokenAsk, TokenAnswer> {

    private final Endpoint endpoint;
    private final TokenVocabulary vocabulary;

    Generate(Endpoint endpoint, TokenVocabulary vocabulary) {
        this.endpoint = endpoint;
        this.vocabulary = vocabulary;
    }

    @Override
    public URI address() {
        return endpoint.address();
    }

    @Override
    public byte[] question(TokenAsk ask) {
        ObjectNode body = Body.object();
        ArrayNode ids = body.putArray("input_ids");
        for (int id : ask.prompt()) ids.add(id);
        ObjectNode sampling = body.putObject("sampling_params")
                .put("max_new_tokens", ask.maximumTokens())
                .put("temperature", ask.temperature())
                .put("top_p", ask.topP())
                .put("top_k", ask.topK() == 0 ? -1 : ask.topK())
                .put("min_p", 0.0)
                // Said, since a server takes what it is not told from its own or the model's defaults.
                .put("repetition_penalty", 1.0)
                .put("sampling_seed", ask.seed())
                .put("skip_special_tokens", false);
        ArrayNode ends = sampling.putArray("stop_token_ids");
        vocabulary.ends().forEach(ends::add);
        LogitBias.put(sampling, vocabulary);
        body.put("return_logprob", ask.logProbs()).put("stream", false);
        try {
            return Body.bytes(body);
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("numbers are Unicode", e);
        }
    }

    @Override
    public TokenAnswer answer(TokenAsk ask, byte[] body) throws MalformedException, RefusedException {
        JsonNode root = Body.tree(body);
        JsonNode info = root.path("meta_info");
        JsonNode finish = info.path("finish_reason");
        JsonNode scored = info.path("output_token_logprobs"); // [[log-probability, id, text], …]
        TokenReading reading = new TokenReading(ask, vocabulary);
        reading.version(info.path("weight_version"));
        reading.reason(finish.path("type").asText(""), finish.path("matched"));
        JsonNode ids = root.path("output_ids");
        if (ids.isArray()) {
            reading.ids(ids);
        } else if (scored.isArray()) {
            ArrayNode found = Body.object().putArray("ids");
            scored.forEach(each -> found.add(each.path(1)));
            reading.ids(found);
        } else {
            throw new MalformedException("no output_ids");
        }
        if (scored.isArray()) {
            ArrayNode logProbs = Body.object().putArray("logProbs");
            for (int i = 0; i < scored.size(); i++) {
                if (ids.isArray() && !scored.get(i).path(1).equals(ids.path(i))) {
                    throw new MalformedException("output_ids and output_token_logprobs that differ at token " + i);
                }
                logProbs.add(scored.get(i).path(0));
            }
            reading.logProbs(logProbs);
        }
        return reading.answer(info.path("completion_tokens"));
    }
}
