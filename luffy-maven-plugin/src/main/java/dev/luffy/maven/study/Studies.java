package dev.luffy.maven.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several studies of one base: a variant that two of them have is trained once.
 *
 * @param studies in the order named
 */
public record Studies(Set<Study> studies) {

    public Studies {
        studies = Collections.unmodifiableSet(new LinkedHashSet<>(studies));
    }

    /**
     * Reads names that commas separate.
     *
     * @throws IllegalArgumentException with the name that is none as its message
     */
    public static Studies of(String names) {
        Set<Study> studies = new LinkedHashSet<>();
        for (String name : names.split(",", -1)) {
            try {
                studies.add(Study.valueOf(name.trim()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name.trim(), e);
            }
        }
        return new Studies(studies);
    }

    /** The variants of all, study by study. */
    public Map<String, Map<String, String>> variants() {
        Map<String, Map<String, String>> variants = new LinkedHashMap<>();
        for (Study study : studies) {
            study.variants().forEach((id, changes) -> {
                Map<String, String> other = variants.putIfAbsent(id, changes);
                if (other != null && !other.equals(changes)) {
                    throw new IllegalStateException(id + " is two variants: " + other + " and " + changes);
                }
            });
        }
        return variants;
    }

    /** The claims of all, study by study. */
    public List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        for (Study study : studies) claims.addAll(study.claims());
        return claims;
    }
}
