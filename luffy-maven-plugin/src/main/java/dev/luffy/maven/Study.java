package dev.luffy.maven;

import java.util.LinkedHashMap;
import java.util.Map;

/** The paper's own comparisons (arXiv 2504.14945), as variants of a base whose method is LUFFY. */
enum Study {
    /** Section 5: mixed policy, shaping and clip, with the teacher and without. */
    LADDER {
        @Override
        Map<String, Map<String, String>> variants() {
            Map<String, Map<String, String>> variants = new LinkedHashMap<>();
            variants.put("on-policy", preset("ON_POLICY"));
            variants.put("on-policy-shaping", preset("ON_POLICY_SHAPING"));
            variants.put("on-policy-no-clip", preset("ON_POLICY_NO_CLIP"));
            variants.put("mixed", preset("MIXED_GRPO"));
            variants.put("mixed-shaping", preset("MIXED_GRPO_SHAPING"));
            variants.put("mixed-shaping-no-clip", preset("MIXED_GRPO_SHAPING_NO_CLIP"));
            return variants;
        }
    },
    /** Section 4: other ways to train, as far as they need nothing but the policy. */
    METHODS {
        @Override
        Map<String, Map<String, String>> variants() {
            Map<String, Map<String, String>> variants = new LinkedHashMap<>();
            variants.put("on-policy", preset("ON_POLICY"));
            variants.put("sft", preset("SFT"));
            variants.put("rl-with-sft-loss", preset("RL_WITH_SFT_LOSS"));
            variants.put("grpo", preset("GRPO"));
            variants.put("simple-rl-zoo", original("SIMPLE_RL_ZOO"));
            variants.put("oat-zero", original("OAT_ZERO"));
            return variants;
        }
    },
    /** Appendix: the constant of the shaping function. */
    GAMMA {
        @Override
        Map<String, Map<String, String>> variants() {
            Map<String, Map<String, String>> variants = new LinkedHashMap<>();
            for (String gamma : new String[] {"0.05", "0.1", "0.2", "0.3", "0.5"}) {
                variants.put("gamma-" + gamma, Map.of("method.shapingGamma", gamma));
            }
            return variants;
        }
    };

    /** Ids with what each changes, in their order. */
    abstract Map<String, Map<String, String>> variants();

    private static Map<String, String> preset(String name) {
        return Map.of("method.preset", name);
    }

    private static Map<String, String> original(String name) {
        return Map.of("method.preset", name, "method.source", "ORIGINAL");
    }
}
