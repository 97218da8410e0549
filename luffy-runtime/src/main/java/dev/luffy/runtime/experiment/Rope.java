package dev.luffy.runtime.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rotary settings of a {@code config.json}: {@code rope_theta} and {@code rope_scaling} as transformers 4 wrote them, or
 * {@code rope_parameters} of transformers 5. A file may have both layouts if they agree.
 *
 * @param theta base of the frequencies
 */
record Rope(double theta, RopeScaling scaling) {
    private static final List<String> OBJECTS = List.of("rope_parameters", "rope_scaling");
    // "type" is what transformers called it before 4.45.
    private static final List<String> TYPES = List.of("rope_type", "type");
    private static final Set<String> COMMON = Set.of("rope_type", "type", "rope_theta", "partial_rotary_factor");
    private static final Set<String> LLAMA3 =
            Set.of("factor", "low_freq_factor", "high_freq_factor", "original_max_position_embeddings");
    // The value that transformers takes for a key that is not there, in each of the families.
    private static final double DEFAULT_THETA = 10_000;

    static Rope read(ConfigKeys keys) {
        return new Rope(theta(keys), scaling(keys));
    }

    private static double theta(ConfigKeys keys) {
        Map<String, Double> found = new LinkedHashMap<>();
        keys.positive("rope_theta").ifPresent(theta -> found.put("rope_theta", theta));
        for (String object : OBJECTS) {
            if (keys.has(object)) {
                keys.inside(object).positive("rope_theta").ifPresent(theta -> found.put(object + ".rope_theta", theta));
            }
        }
        if (found.isEmpty()) {
            return DEFAULT_THETA;
        }
        Map.Entry<String, Double> first = found.entrySet().iterator().next();
        found.forEach((place, theta) -> {
            if (!theta.equals(first.getValue())) {
                throw new CheckpointFormatException(
                        keys.file(),
                        first.getKey() + " is " + first.getValue() + ", which differs from " + place + ", " + theta
                                + "; remove one of them");
            }
        });
        return first.getValue();
    }

    private static RopeScaling scaling(ConfigKeys keys) {
        List<RopeScaling> found = new ArrayList<>();
        for (String object : OBJECTS) {
            if (keys.has(object)) {
                found.add(scaling(keys, keys.inside(object)));
            }
        }
        if (found.size() == 2 && !found.get(0).equals(found.get(1))) {
            throw keys.refuse("rope_scaling", "says something else than rope_parameters; remove one of them");
        }
        return found.isEmpty() ? RopeScaling.NONE : found.get(0);
    }

    private static RopeScaling scaling(ConfigKeys keys, ConfigKeys rope) {
        String type = type(rope);
        boolean scaled = type.equals("llama3");
        for (String name : rope.names()) {
            if (rope.node(name) instanceof ObjectNode) {
                throw rope.refuse(name, "is not supported; rotary parameters must be the same in every layer");
            }
            if (rope.has(name) && !COMMON.contains(name) && !(scaled && LLAMA3.contains(name))) {
                throw rope.refuse(
                        name, "is not supported for rope_type \"" + type + "\"; remove it if it is not needed");
            }
        }
        if (rope.positive("partial_rotary_factor").orElse(1) != 1) {
            throw rope.refuse("partial_rotary_factor", "is not supported; whole heads are rotated");
        }
        return scaled ? llama3(keys, rope) : RopeScaling.NONE;
    }

    private static String type(ConfigKeys rope) {
        String type = null;
        for (String key : TYPES) {
            if (rope.has(key)) {
                String declared = rope.text(key);
                if (!"default".equals(declared) && !"llama3".equals(declared)) {
                    throw rope.refuse(
                            key,
                            "is not supported; the decoder has rotary embeddings of type \"default\" and \"llama3\"");
                }
                if (type != null && !type.equals(declared)) {
                    throw rope.refuse(key, "differs from rope_type, \"" + type + "\"; remove one of them");
                }
                type = declared;
            }
        }
        return type == null ? "default" : type;
    }

    private static RopeScaling llama3(ConfigKeys keys, ConfigKeys rope) {
        double factor = required(rope, "factor");
        if (factor < 1) {
            throw rope.refuse("factor", "must be at least 1");
        }
        double low = required(rope, "low_freq_factor");
        double high = required(rope, "high_freq_factor");
        if (high <= low) {
            throw rope.refuse("high_freq_factor", "must be above low_freq_factor, " + low);
        }
        int original = rope.size("original_max_position_embeddings", Integer.MAX_VALUE);
        if (keys.integer("original_max_position_embeddings", original) != original) {
            throw keys.refuse(
                    "original_max_position_embeddings",
                    "differs from the one among the rotary parameters, " + original + "; remove one of them");
        }
        return new RopeScaling.Llama3(factor, low, high, original);
    }

    private static double required(ConfigKeys rope, String key) {
        return rope.positive(key).orElseThrow(() -> rope.refuse(key, "must be a positive number"));
    }
}
