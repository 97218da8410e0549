package dev.luffy.benchmarks.answer.grammar;

import java.util.HashMap;
import java.util.Map;

/** Characters beyond ASCII, as the LaTeX they stand for. */
final class Characters {

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ";
    private static final String SUPERSCRIPTED = "0123456789+-()ni";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₊₋ₐₙᵢⱼₖₘₓ";
    private static final String SUBSCRIPTED = "0123456789+-anijkmx";
    private static final Map<Character, String> LATEX = new HashMap<>();

    static {
        put("−–—‐‑﹣－", "-");
        put("×✕⨯✖", "\\times ");
        put("·⋅∙•∗", "\\cdot ");
        put("÷", "\\div ");
        put("∕⁄／", "/");
        put("≤⩽≦", "\\le ");
        put("≥⩾≧", "\\ge ");
        put("≠", "\\ne ");
        put("≈≃≅", "\\approx ");
        put("≡", "\\equiv ");
        put("∈", "\\in ");
        put("∉", "\\notin ");
        put("⊂", "\\subset ");
        put("⊆", "\\subseteq ");
        put("∪", "\\cup ");
        put("∩", "\\cap ");
        put("∖", "\\setminus ");
        put("∅", "\\emptyset ");
        put("∞", "\\infty ");
        put("√", "\\surd ");
        put("°˚º", "\\degree ");
        put("±", "\\pm ");
        put("∓", "\\mp ");
        put("∑", "\\sum ");
        put("∏", "\\prod ");
        put("∫", "\\int ");
        put("∂", "\\partial ");
        put("∠", "\\angle ");
        put("⌊", "\\lfloor ");
        put("⌋", "\\rfloor ");
        put("⌈", "\\lceil ");
        put("⌉", "\\rceil ");
        put("⟨〈", "\\langle ");
        put("⟩〉", "\\rangle ");
        put("∣｜", "|");
        put("ℝ", "\\mathbb{R}");
        put("ℤ", "\\mathbb{Z}");
        put("ℕ", "\\mathbb{N}");
        put("ℚ", "\\mathbb{Q}");
        put("ℂ", "\\mathbb{C}");
        put("½", " \\tfrac{1}{2}");
        put("⅓", " \\tfrac{1}{3}");
        put("⅔", " \\tfrac{2}{3}");
        put("¼", " \\tfrac{1}{4}");
        put("¾", " \\tfrac{3}{4}");
        put("⅕", " \\tfrac{1}{5}");
        put("⅙", " \\tfrac{1}{6}");
        put("⅛", " \\tfrac{1}{8}");
        put("ℏ", "\\hbar ");
        put("ℓ", "\\ell ");
        put("µ", "\\mu ");
        put("′’‘", "'");
        put("″", "''");
        put("“”\"„«»`", " ");
        put("…", "\\ldots ");
        put("（", "(");
        put("）", ")");
        put("［", "[");
        put("］", "]");
        put("｛", "\\{");
        put("｝", "\\}");
        put("，、", ",");
        put("；", ";");
        put("：∶", ":");
        put("。．", ". ");
        put("＝", "=");
        put("＋", "+");
        put("＜", "<");
        put("＞", ">");
        put("％﹪", "\\%");
        put("＄", "\\$");
        String greek = "α alpha β beta γ gamma δ delta ε epsilon ϵ epsilon ζ zeta η eta θ theta ϑ theta ι iota κ kappa "
                + "λ lambda μ mu ν nu ξ xi π pi ρ rho σ sigma τ tau υ upsilon φ phi ϕ phi χ chi ψ psi ω omega Γ Gamma Δ Delta "
                + "Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Φ Phi Ψ Psi Ω Omega";
        String[] pairs = greek.split(" ");
        for (int i = 0; i < pairs.length; i += 2) {
            put(pairs[i], "\\" + pairs[i + 1] + " ");
        }
    }

    private Characters() {}

    private static void put(String characters, String latex) {
        for (char c : characters.toCharArray()) {
            LATEX.put(c, latex);
        }
    }

    /** The text in ASCII as far as a spelling is known; other characters stay. Linear. */
    static String latex(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String spelling = c < 128 && c != '"' && c != '`' ? null : LATEX.get(c);
            if (c < 128 && spelling == null) {
                out.append(c);
            } else if (SUPERSCRIPTS.indexOf(c) >= 0) {
                i = script(text, i, '^', SUPERSCRIPTS, SUPERSCRIPTED, out);
            } else if (SUBSCRIPTS.indexOf(c) >= 0) {
                i = script(text, i, '_', SUBSCRIPTS, SUBSCRIPTED, out);
            } else if (spelling != null) {
                out.append(spelling);
            } else if (c >= '０' && c <= '９') {
                out.append((char) (c - '０' + '0'));
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                out.append(' ');
            } else if (Character.getType(c) != Character.FORMAT) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static int script(String text, int from, char mark, String raised, String plain, StringBuilder out) {
        out.append(mark).append('{');
        int i = from;
        for (; i < text.length() && raised.indexOf(text.charAt(i)) >= 0; i++) {
            out.append(plain.charAt(raised.indexOf(text.charAt(i))));
        }
        out.append('}');
        return i - 1;
    }
}
