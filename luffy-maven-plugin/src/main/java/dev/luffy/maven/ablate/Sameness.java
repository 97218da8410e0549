package dev.luffy.maven.ablate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.luffy.maven.plan.Run;
import dev.luffy.runtime.experiment.Json;
import java.io.UncheckedIOException;

/** Whether two runs would train the same: equal in everything but names. */
final class Sameness {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Sameness() {}

    /** A text that is equal for runs that differ in no effective value and no byte of their inputs. */
    static String of(Run run) {
        return withoutNames(run).toString();
    }

    /** The same for runs that may differ in the clip of the policy's own rows, too. */
    static String butForTheClip(Run run) {
        ObjectNode tree = withoutNames(run);
        ((ObjectNode) tree.get("experiment").get("method")).remove("onPolicyClip");
        return tree.toString();
    }

    private static ObjectNode withoutNames(Run run) {
        ObjectNode tree = tree(Json.canonical(run.fingerprint()));
        ObjectNode experiment = (ObjectNode) tree.get("experiment");
        experiment.remove("id");
        // Labels: the parts that a preset stands for are listed beside it.
        ((ObjectNode) experiment.get("method")).remove("preset");
        ((ObjectNode) experiment.get("method")).remove("source");
        return tree;
    }

    private static ObjectNode tree(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return (ObjectNode) node;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
