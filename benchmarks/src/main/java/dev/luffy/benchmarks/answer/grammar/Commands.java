package dev.luffy.benchmarks.answer.grammar;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What LaTeX commands are to an answer, by name without backslash. */
final class Commands {

    /** Operators by one spelling. */
    static final Map<String, String> SYMBOLS = table(
            "cdot * times * ast * bullet * div / slash / pm ± mp ∓ cup ∪ bigcup ∪ cap ∩ bigcap ∩ setminus ∖ smallsetminus ∖"
                    + " backslash ∖ prime ' degree ° circ ∘ mid | vert | Vert | lbrack [ rbrack ] colon : surd √ choose choose"
                    + " atop choose neg ¬ lnot ¬");

    /** Relations by one spelling. */
    static final Map<String, String> RELATIONS =
            table("le <= leq <= leqslant <= leqq <= ge >= geq >= geqslant >= geqq >= "
                    + "lt < gt > ne != neq != eq = equiv ≡ cong ≡ approx ≈ simeq ≈ sim ≈ thickapprox ≈ in ∈ notin ∉ subset ⊂ "
                    + "subseteq ⊂ propto ∝ varpropto ∝ coloneqq = triangleq = doteq =");

    /** Brackets that are commands. */
    static final Map<String, String> OPENING =
            table("lfloor ⌊ lceil ⌈ langle ⟨ lvert | lVert | lbrace \\{ lbrack [ lparen (");

    static final Map<String, String> CLOSING =
            table("rfloor ⌋ rceil ⌉ rangle ⟩ rvert | rVert | rbrace \\} rbrack ] rparen )");

    /** Commands that say nothing but space. */
    static final Set<String> SPACES =
            set("quad qquad space thinspace enspace hspace vspace hfill par newline displaystyle "
                    + "textstyle scriptstyle limits nolimits nonumber notag hline phantom boldmath thinspace allowbreak "
                    + "nobreakspace medspace thickspace negthinspace noindent centering");

    /** Commands whose argument counts as if they were not there. */
    static final Set<String> TRANSPARENT =
            set("boxed fbox mathbf boldsymbol bm vec hat widehat mathit mathcal mathfrak "
                    + "mathscr overrightarrow overleftrightarrow bf rm it ensuremath mathop mathord underline mathstrut cancel "
                    + "pmb mathring textstyle smash");

    /** Commands whose argument is prose. */
    static final Set<String> TEXTS =
            set("text textbf textit textrm textnormal texttt textsf textsc mbox hbox emph textup");

    /** Commands whose argument is a name or a unit. */
    static final Set<String> ROMANS = set("mathrm operatorname mathsf mathtt operatornamewithlimits rm");

    static final Set<String> SIZES =
            set("left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr " + "bigm Bigm biggm");

    static final Set<String> FRACTIONS = set("frac dfrac tfrac cfrac sfrac nicefrac");

    static final Set<String> BINOMIALS = set("binom dbinom tbinom");

    /** Letters and other marks that are names of values. */
    static final Set<String> LETTERS =
            set("alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa "
                    + "lambda mu nu xi omicron rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta "
                    + "Lambda Xi Pi Sigma Upsilon Phi Psi Omega hbar ell odot oplus otimes star top dagger dag nabla partial mho aleph "
                    + "imath jmath Im Re wp angle triangle square Box diamond perp parallel cdotp complement natural "
                    + "sharp flat clubsuit heartsuit spadesuit diamondsuit bigstar S P to rightarrow mapsto infty");

    static final Set<String> DOTS = set("ldots dots cdots dotsc dotsb dotsm vdots ddots");

    /** Operators that bind a variable or have limits; their operand is read, they themselves are names. */
    static final Set<String> BIG = set("sum prod int iint iiint oint lim limsup liminf sup inf bigoplus");

    /** Marks over a letter, which make it another letter. */
    static final Set<String> ACCENTS = set("dot ddot dddot bar tilde widetilde overline check acute grave breve");

    private static final Set<String> KNOWN = new HashSet<>();

    static {
        for (Map<String, String> table : List.of(SYMBOLS, RELATIONS, OPENING, CLOSING)) {
            KNOWN.addAll(table.keySet());
        }
        for (Set<String> names :
                List.of(SPACES, TRANSPARENT, TEXTS, ROMANS, SIZES, FRACTIONS, BINOMIALS, LETTERS, DOTS, BIG, ACCENTS)) {
            KNOWN.addAll(names);
        }
        KNOWN.addAll(Functions.commands());
        KNOWN.addAll(set("sqrt begin end mathbb pi emptyset varnothing R Z N Q C pmod bmod mod pod le overset underset "
                + "stackrel land lor wedge vee lbrace rbrace pounds euro yen cents percent"));
    }

    private Commands() {}

    static boolean known(String name) {
        return KNOWN.contains(name);
    }

    /** The longest known command of two letters or more that the name begins with, or the name: {@code quadx}. */
    static String knownPrefix(String name) {
        for (int end = Math.min(name.length() - 1, 12); end >= 2; end--) {
            if (KNOWN.contains(name.substring(0, end))) {
                return name.substring(0, end);
            }
        }
        return name;
    }

    private static Map<String, String> table(String pairs) {
        String[] words = pairs.split(" ");
        Map<String, String> table = new HashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            table.put(words[i], words[i + 1]);
        }
        return Map.copyOf(table);
    }

    static Set<String> set(String names) {
        // Set.of refuses a name given twice, which would be no fault here.
        return Set.copyOf(new HashSet<>(List.of(names.split("[ \n]+"))));
    }
}
