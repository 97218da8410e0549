package dev.luffy.runtime.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.luffy.benchmarks.suite.Sample;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;

/** Questions and answers as JSON, in the two protocols. */
final class Dialect implements Protocol<Ask, Sample> {

    private final Endpoint endpoint;

    Dialect(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public URI address() {
        return endpoint.address();
    }

    /** @throws EndpointException if the prompt cannot be written as UTF-8 */
    @Override
    public byte[] question(Ask ask) {
        ObjectNode body = Body.object().put("model", endpoint.model());
        if (endpoint.api() == Endpoint.Api.CHAT) {
            var messages = body.putArray("messages");
            if (!ask.system().isEmpty()) {
                messages.addObject().put("role", "system").put("content", ask.system());
            }
            messages.addObject().put("role", "user").put("content", ask.prompt());
        } else {
            body.put("prompt", ask.system().isEmpty() ? ask.prompt() : ask.system() + "\n\n" + ask.prompt());
        }
        body.put("temperature", ask.key().temperature())
                .put("top_p", ask.topP())
                .put("max_tokens", ask.maximumTokens())
                .put("seed", ask.seed())
                .put("stream", false); // said, since not every server has it as its default
        try {
            return Body.bytes(body);
        } catch (CharacterCodingException e) {
            throw new EndpointException(
                    ask.name() + ": its prompt is not valid Unicode and cannot be sent; half a surrogate pair?", true);
        }
    }

    @Override
    public Sample answer(Ask ask, byte[] body) throws MalformedException {
        JsonNode root = Body.tree(body);
        JsonNode choice = root.path("choices").path(0);
        if (!choice.isObject()) throw new MalformedException("no choices");
        String reason = choice.path("finish_reason").asText("").toLowerCase(Locale.ROOT);
        if (reason.equals("abort") || reason.equals("error")) {
            throw new MalformedException("finish_reason " + reason); // the server gave up, not the model
        }
        int tokens = root.path("usage").path("completion_tokens").asInt(-1);
        Sample.Finish finish = finish(reason, tokens, ask);
        String text =
                endpoint.api() == Endpoint.Api.CHAT ? said(choice, reason, finish) : continued(choice, reason, finish);
        Sample.Key key = ask.key();
        return new Sample(key.problem(), key.temperature(), key.index(), wellFormed(text), finish, tokens);
    }

    private static Sample.Finish finish(String reason, int tokens, Ask ask) {
        if (reason.isEmpty() || reason.equals("null")) {
            return tokens >= ask.maximumTokens() ? Sample.Finish.LENGTH : Sample.Finish.STOP;
        }
        return reason.equals("length") || reason.equals("max_tokens") ? Sample.Finish.LENGTH : Sample.Finish.STOP;
    }

    private static String said(JsonNode choice, String reason, Sample.Finish finish) throws MalformedException {
        JsonNode message = choice.path("message");
        String content = textOf(message, "content");
        String thought = textOf(message, "reasoning_content");
        if (thought == null || thought.isEmpty()) thought = textOf(message, "reasoning");
        if (thought != null && !thought.isEmpty()) {
            // Cut off while thinking: the model has not closed the thought, so neither do we.
            if (content == null && finish == Sample.Finish.LENGTH) return "<think>" + thought;
            return "<think>" + thought + "</think>" + (content == null ? "" : content);
        }
        if (content == null) content = textOf(message, "refusal");
        return present(content, reason, finish, "message.content");
    }

    private static String continued(JsonNode choice, String reason, Sample.Finish finish) throws MalformedException {
        return present(textOf(choice, "text"), reason, finish, "text");
    }

    /**
     * A filter may leave nothing at all, and so may a limit that is reached while thoughts are kept back; asked again it would
     * be so again, so nothing is the answer.
     */
    private static String present(String text, String reason, Sample.Finish finish, String field)
            throws MalformedException {
        if (text != null) return text;
        if (reason.equals("content_filter") || finish == Sample.Finish.LENGTH) return "";
        throw new MalformedException("no choices[0]." + field);
    }

    private static String textOf(JsonNode parent, String field) {
        JsonNode value = parent.path(field);
        return value.isTextual() ? value.textValue() : null;
    }

    /** Half a surrogate pair (JSON can spell one) cannot be kept in a file of UTF-8; U+FFFD takes its place. */
    private static String wellFormed(String text) {
        StringBuilder repaired = null;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (!Character.isSurrogate(each)) continue;
            if (Character.isHighSurrogate(each)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            if (repaired == null) repaired = new StringBuilder(text);
            repaired.setCharAt(i, '\uFFFD');
        }
        return repaired == null ? text : repaired.toString();
    }
}
