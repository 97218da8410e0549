package dev.luffy.maven;

/** Who writes the text around a problem, as {@code <prompt>} names it. */
enum PromptForm {
    /** The template is the whole prompt. */
    RAW,
    /** The template is the user's message, and the model's own chat template writes the conversation. */
    CHAT,
    /**
     * The prompt of arXiv 2504.14945, App. C.2, as text: the system prompt of LUFFY's data, {@code User: This is the problem:},
     * the problem, {@code Assistant: <think>}. The exact leading characters of the published one are not known.
     */
    LUFFY;

    static final String LUFFY_SYSTEM =
            "Your task is to follow a systematic, thorough reasoning process before providing the"
                    + " final solution. This involves analyzing, summarizing, exploring, reassessing, and refining your thought"
                    + " process through multiple iterations. Structure your response into two sections: Thought and Solution. In the"
                    + " Thought section, present your reasoning using the format: \"<think>\n {thoughts} </think>\n\". Each thought"
                    + " should include detailed analysis, brainstorming, verification, and refinement of ideas. After"
                    + " \"</think>\n,\" in the Solution section, provide the final, logical, and accurate answer, clearly derived"
                    + " from the exploration in the Thought section. If applicable, include the answer in \\boxed{} for closed-form"
                    + " results like multiple choices or mathematical solutions.";

    static final String LUFFY_TEMPLATE = LUFFY_SYSTEM + "\nUser: This is the problem:\n{problem}\nAssistant: <think>\n";
}
