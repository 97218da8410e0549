package dev.luffy.runtime.endpoint;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** The API key, or none. Can be put into a request and taken out of a text, not shown. */
final class Secret {

    private static final String INSTEAD = "[key]";
    private static final int SHOWN = 300; // characters of a body in a message

    private final String key; // null for none

    /** @throws IllegalArgumentException if this cannot be a key; the message does not show it */
    Secret(String key) {
        // The JDK's own refusal of a header value would quote it.
        if (key != null && !key.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException(
                    "the API key is empty or has a space, a line break or a character that is not ASCII in it");
        }
        this.key = key;
    }

    boolean present() {
        return key != null;
    }

    HttpRequest.Builder sign(HttpRequest.Builder request) {
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    /** The text of a server without the key. To be called before the text is shortened: half a key is one too. */
    String redact(String text) {
        if (key == null) return text;
        return text.replace(key, INSTEAD)
                .replace(key.replace("/", "\\/"), INSTEAD) // as some write it in JSON
                .replace(URLEncoder.encode(key, StandardCharsets.UTF_8), INSTEAD);
    }

    /** A server's words for a message: without the key, on one line, not too many of them. */
    String shown(String text) {
        String line = redact(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (line.length() <= SHOWN) return line;
        int cut = Character.isHighSurrogate(line.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return line.substring(0, cut) + "…";
    }

    @Override
    public String toString() {
        return key == null ? "no key" : INSTEAD;
    }
}
