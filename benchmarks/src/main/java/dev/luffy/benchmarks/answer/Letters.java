package dev.luffy.benchmarks.answer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the letter of a choice, or its digit where choices have digits. Upper case only: "a" is an article. */
final class Letters {

    private static final Pattern BOXED = Pattern.compile(
            "[\\s${]*(?:\\\\(?:text|textbf|mathrm|mathbf|mbox|textrm|bf)\\s*\\{?\\s*)*\\(?([A-Z])(?![A-Za-z0-9]).*",
            Pattern.DOTALL);

    /** "D. because", "B不是", "(C) Cecile", "C Cecile"; but no article before a word in lower case. */
    private static final Pattern LEADING =
            Pattern.compile("[\\s*\"(]*([A-Z])(?:[.):,：。、*\"]|\\s*$|\\s+[A-Z]|\\s*\\n|[^\\x00-\\x7F])");

    private static final Pattern ALONE = Pattern.compile("(?<![\\p{L}\\p{N}'’])([A-Z])(?![\\p{IsLatin}\\p{N}'’])");
    private static final Pattern ANNOUNCED = Pattern.compile(
            "(?i:answer|correct option|correct choice|réponse|respuesta|antwort|risposta|resposta|答案|الإجابة|الجواب|उत्तर|ответ|정답)"
                    + "[^.\\n]{0,60}?(?i:\\bis\\b|\\best\\b|\\bes\\b|\\bist\\b|:|：|是|为|هي|هو|\\n)[\\s*:：\"(]*");

    /** A digit is a choice only where it stands for one: prose is full of numbers. */
    private static final Pattern BOXED_DIGIT = Pattern.compile(
            "[\\s${]*(?:\\\\(?:text|textbf|mathrm|mathbf|mbox|textrm|bf)\\s*\\{?\\s*)*\\(?([1-9])\\)?[.:)]?[\\s}$]*(?:[\\s:]\\p{L}.*)?",
            Pattern.DOTALL);

    private static final Pattern LEADING_DIGIT =
            Pattern.compile("[\\s*\"(]*([1-9])(?:\\s*[*\"]*\\s*$|[).:](?!\\d)[^\\n]*$)");
    private static final Pattern NAMED_DIGIT = Pattern.compile(
            "(?i)(?:(?:the|option|choice|number|answer)\\s+)*[\\s*\"($]*(?:\\\\(?:text|textbf|mathbf)\\{)?\\(?([1-9])(?![\\p{L}\\p{N}%^/]|[.,]\\d|\\s*[-+*/=^]|\\s+(?:or|and|to)\\b)");

    private static final int WINDOW = 4096;
    private static final int MAX_SENTENCE = 200;

    private Letters() {}

    static Extraction extract(String region, boolean boxRequired) {
        Boxes boxes = Boxes.in(region);
        if (boxes.any() || boxRequired) {
            Extraction boxed = boxes.last();
            Matcher letter = BOXED.matcher(boxed.text());
            return !boxed.found() ? boxed : letter.matches() ? Extraction.of(letter.group(1)) : noLetter();
        }
        String text = region.substring(Math.max(0, region.length() - WINDOW));
        String announced = "";
        Matcher announcement = ANNOUNCED.matcher(text);
        while (announcement.find()) {
            int end = text.indexOf('\n', announcement.end());
            int limit = Math.min(announcement.end() + MAX_SENTENCE, end < 0 ? text.length() : end);
            Matcher letter = ALONE.matcher(text.substring(announcement.end(), limit));
            announced = letter.find() ? letter.group(1) : announced;
        }
        if (!announced.isEmpty()) {
            return Extraction.of(announced);
        }
        Matcher leading = LEADING.matcher(region.substring(0, Math.min(region.length(), WINDOW)));
        if (leading.lookingAt()) {
            return Extraction.of(leading.group(1));
        }
        Matcher alone = ALONE.matcher(text);
        String last = "";
        while (alone.find()) {
            char letter = alone.group(1).charAt(0);
            last = letter <= 'J' && letter != 'I' && !isArticle(text, alone.end()) ? alone.group(1) : last;
        }
        return last.isEmpty() ? noLetter() : Extraction.of(last);
    }

    /** The digit of a choice, where the choices have digits. */
    static Extraction digit(String region, boolean boxRequired) {
        Boxes boxes = Boxes.in(region);
        if (boxes.any() || boxRequired) {
            Extraction boxed = boxes.last();
            Matcher digit = BOXED_DIGIT.matcher(boxed.text());
            return !boxed.found() ? boxed : digit.matches() ? Extraction.of(digit.group(1)) : noLetter();
        }
        String text = region.substring(Math.max(0, region.length() - WINDOW));
        String announced = "";
        Matcher announcement = ANNOUNCED.matcher(text);
        while (announcement.find()) {
            Matcher digit = NAMED_DIGIT.matcher(text.substring(announcement.end()));
            announced = digit.lookingAt() ? digit.group(1) : announced;
        }
        Matcher leading = LEADING_DIGIT.matcher(region.length() > WINDOW ? "" : region.strip());
        return !announced.isEmpty()
                ? Extraction.of(announced)
                : leading.lookingAt() ? Extraction.of(leading.group(1)) : noLetter();
    }

    private static boolean isArticle(String text, int end) {
        return text.charAt(end - 1) == 'A'
                && end + 1 < text.length()
                && text.charAt(end) == ' '
                && Character.isLowerCase(text.charAt(end + 1));
    }

    private static Extraction noLetter() {
        return Extraction.none("The response names no choice");
    }
}
