package dev.luffy.maven.study;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Variants in the making: ids with the paths of POM elements that each sets. */
final class VariantList {

    private final Map<String, Map<String, String>> variants = new LinkedHashMap<>();

    /** Another method. */
    VariantList preset(String id, String preset) {
        return set(id, "method.preset", preset);
    }

    /** The method of other authors, in their values. */
    VariantList original(String id, String preset) {
        return preset(id, preset).set(id, "method.source", "ORIGINAL");
    }

    /** One more property of a variant. */
    VariantList set(String id, String path, String value) {
        variants.computeIfAbsent(id, each -> new TreeMap<>()).put(path, value);
        return this;
    }

    Map<String, Map<String, String>> map() {
        return variants;
    }
}
