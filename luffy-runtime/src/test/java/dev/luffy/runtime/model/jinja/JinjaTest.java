package dev.luffy.runtime.model.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of {@code golden/chat_templates.json} are those of transformers 5.23 with jinja2 3.1.6. */
class JinjaTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNode GOLDEN = golden();

    static Stream<Arguments> conversations() {
        return StreamSupport.stream(GOLDEN.path("cases").spliterator(), false)
                .map(each -> Arguments.of(
                        each.path("template").textValue(),
                        each.path("conversation").intValue(),
                        each.path("generate").booleanValue(),
                        each.path("text").textValue(),
                        each.path("raises").textValue()));
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void aConversationIsWrittenAsTransformersWritesIt(
            String template, int conversation, boolean generate, String text, String raises) {
        Jinja jinja = new Jinja(GOLDEN.path("templates").path(template).textValue());
        Map<String, Object> values = values(conversation, generate);
        if (raises == null) {
            assertThat(jinja.render(values)).isEqualTo(text);
        } else {
            assertThatThrownBy(() -> jinja.render(values))
                    .isInstanceOf(JinjaException.class)
                    .hasMessage(raises);
        }
    }

    static Stream<Arguments> snippets() {
        return StreamSupport.stream(GOLDEN.path("snippets").spliterator(), false)
                .map(each -> Arguments.of(
                        each.path("source").textValue(), each.path("text").textValue()));
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void theLanguageIsPythons(String source, String text) {
        assertThat(new Jinja(source).render(values(1, true))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', textBlock = """
                    {{ strftime_now('%Y') }} § strftime_now("%Y") would put today's date
                    {% for m in messages if m.role == 'user' %}x{% endfor %} § a loop with a condition
                    {% for m in messages %}x{% else %}y{% endfor %} § a loop with an else
                    {{ 'a' + undefined }} § cannot add an undefined value to the text 'a'
                    {{ 'a' + 1 }} § cannot add the value 1 to the text 'a'
                    {{ 'a'|shuffle }} § the filter 'shuffle' is not supported
                    {{ 'a'|unheard }} § the filter 'unheard' is not supported
                    {{ 'a' is unheard }} § the test 'unheard' is not supported
                    {{ messages|tojson(indent=2) }} § the filter tojson with indent is not supported
                    {{ 'a'.getClass() }} § the string method .getClass() with 0 arguments
                    {{ 'a'.encode('utf-8') }} § the string method .encode() with 1 arguments
                    {{ today() }} § line 1:
                    {% include 'x' %} § 'include' is disabled
                    {% if %}x{% endif %} § line 1:
                    {% unheard %} § line 1:
                    {{ 'a' § line 1:
                    """)
    void whatIsRefusedIsNamed(String source, String message) {
        assertThatThrownBy(() -> new Jinja(source).render(values(1, true)))
                .isInstanceOf(JinjaException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aTemplateThatAsksFirstDoesWithoutTheDate() {
        assertThat(new Jinja("{% if strftime_now is defined %}{{ strftime_now('%Y') }}{% else %}2025{% endif %}")
                        .render(Map.of()))
                .isEqualTo("2025");
    }

    @Test
    void lineEndsOfEverySystemAreOne() {
        String lines = "{% if true %}\na\n{% endif %}\nb\n";
        assertThat(new Jinja(lines.replace("\n", "\r\n")).render(Map.of()))
                .isEqualTo(new Jinja(lines).render(Map.of()))
                .isEqualTo("a\nb");
    }

    @Test
    void oneTemplateRendersManyTimesWithoutMemory() {
        Jinja jinja = new Jinja("{% if x is defined %}{{ x }}{% endif %}{% set y = x %}{% set z = 1 %}{{ y }}");
        assertThat(jinja.render(Map.of("x", "a"))).isEqualTo("aa");
        assertThat(jinja.render(Map.of())).isEmpty();
        assertThat(jinja.render(Map.of("x", "b"))).isEqualTo("bb");
    }

    private static Map<String, Object> values(int conversation, boolean generate) {
        Map<String, Object> values = new HashMap<>();
        values.put(
                "messages",
                JSON.convertValue(
                        GOLDEN.path("conversations").path(conversation),
                        new TypeReference<List<Map<String, Object>>>() {}));
        values.put("add_generation_prompt", generate);
        values.put("bos_token", "<s>");
        values.put("eos_token", "</s>");
        return values;
    }

    private static JsonNode golden() {
        try (InputStream in = JinjaTest.class.getResourceAsStream("/golden/chat_templates.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
