package dev.luffy.benchmarks.answer;

import dev.luffy.benchmarks.answer.Verdict.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Prints how often the verdicts on the labelled cases are as labelled and how long a verdict takes, on those, on long
 * worked solutions and on hostile texts; and whether 16 threads find what one finds. {@code mvn -Pspeed -pl benchmarks test}
 */
public final class VerdictBenchmark {

    private static final int WARM_UP = 20;
    private static final int ROUNDS = 5;
    private static final int THREADS = 16;

    private record Task(MathVerifier verifier, Gold gold, Response response) {
        Verdict verdict() {
            return verifier.verify(gold, response);
        }
    }

    private VerdictBenchmark() {}

    /** No arguments. */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        Locale.setDefault(Locale.ROOT);
        List<Task> labelled = labelled();
        for (int i = 0; i < WARM_UP; i++) {
            labelled.forEach(Task::verdict);
        }
        System.out.println("labelled cases: " + figures(labelled));
        solutions().forEach((kind, tasks) -> {
            tasks.forEach(Task::verdict);
            System.out.println("worked solutions, " + kind + ": " + figures(tasks));
        });
        double worst = 0;
        for (Map.Entry<String, String> kind : hostile().entrySet()) {
            double here = hostile(kind.getValue());
            worst = Math.max(worst, here);
            System.out.printf("hostile, %s: %.2f ms%n", kind.getKey(), here);
        }
        System.out.printf("hostile, worst: %.2f ms%n", worst);
        System.out.println(THREADS + " threads find " + (threadsAgree(labelled) ? "the same" : "OTHER VERDICTS"));
    }

    /** The labelled pairs, scored on the way; what is labelled for an extractor alone has no verdict. */
    private static List<Task> labelled() {
        List<Task> tasks = new ArrayList<>();
        int right = 0;
        int falsePositives = 0;
        for (String file : LabelledCase.POLICIES.keySet()) {
            for (LabelledCase row : LabelledCase.read(file)) {
                if (row.extraction()) {
                    continue;
                }
                Task task = new Task(
                        new MathVerifier(row.policy()),
                        new Gold(row.gold(), List.of(), row.tolerance()),
                        new Response(row.response()));
                boolean found = task.verdict().status() == Status.CORRECT;
                right += found == row.label() ? 1 : 0;
                falsePositives += found && !row.label() ? 1 : 0;
                tasks.add(task);
            }
        }
        System.out.printf(
                "luffy: %d/%d = %.1f %%, %d false positives%n",
                right, tasks.size(), 100.0 * right / tasks.size(), falsePositives);
        return tasks;
    }

    /** Answers at the end of long solutions, which are made of the labelled responses themselves. */
    private static Map<String, List<Task>> solutions() {
        List<String> parts = new ArrayList<>();
        for (LabelledCase row : LabelledCase.read("math-verify")) {
            String text = row.response();
            parts.add(text.contains("$") || text.length() > 60 ? text : "so that $" + text + "$ follows");
        }
        Map<String, List<Task>> solutions = new LinkedHashMap<>();
        MathVerifier verifier = new MathVerifier(Policy.named("math"));
        for (int kilobytes : new int[] {4, 16, 64, 1024}) {
            Random random = new Random(kilobytes);
            List<Task> boxed = new ArrayList<>();
            List<Task> plain = new ArrayList<>();
            for (int i = 0; i < (kilobytes > 100 ? 5 : 200); i++) {
                StringBuilder text = new StringBuilder();
                while (text.length() < kilobytes * 1024) {
                    text.append(parts.get(random.nextInt(parts.size()))).append(i % 2 == 0 ? ".\n" : ". ");
                }
                Gold gold = new Gold("\\frac{" + i + "}{7}");
                boxed.add(new Task(verifier, gold, new Response(text + "Thus $\\boxed{\\frac{" + i + "}{7}}$.")));
                plain.add(new Task(verifier, gold, new Response(text + "Thus the sum of $a$ is " + i + "/7.")));
            }
            solutions.put(kilobytes + " kB with a box", boxed);
            solutions.put(kilobytes + " kB without", plain);
        }
        return solutions;
    }

    private static Map<String, String> hostile() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("power tower", "\\boxed{9^{9^{9^{9^{9}}}}}");
        texts.put("power tower, not constant", "\\boxed{x^{9^{9^{9}}}+1}");
        texts.put("power tower in a fraction", "\\boxed{\\dfrac{5^{(5^{(5^{(5^5)})}-4)}-5}{16}}");
        texts.put("nested factorials", "\\boxed{((100!)!)!}");
        texts.put("large factorials", "\\boxed{4000! - 3999! \\cdot 4000}");
        texts.put("large binomial", "\\boxed{\\binom{10^9}{5\\cdot10^8}}");
        texts.put("5,000 brackets", "\\boxed{" + "(".repeat(5_000) + "1" + ")".repeat(5_000) + "}");
        texts.put("190 brackets", "\\boxed{" + "(".repeat(190) + "1" + ")".repeat(190) + "}");
        texts.put("5,000 open braces", "\\boxed{" + "{".repeat(5_000));
        texts.put("2,000 digits", "\\boxed{" + "7".repeat(2_000) + "}");
        texts.put("2,000 digits to a power", "\\boxed{" + "7".repeat(2_000) + "^{" + "7".repeat(2_000) + "}}");
        texts.put("nested radicals", "\\boxed{" + "\\sqrt{2+".repeat(150) + "1" + "}".repeat(150) + "}");
        texts.put("nested logarithms", "\\boxed{" + "\\ln(9+".repeat(150) + "1" + ")".repeat(150) + "}");
        texts.put("nested sines", "\\boxed{" + "\\sin(x+".repeat(150) + "1" + ")".repeat(150) + "}");
        texts.put("nested fractions", "\\boxed{" + "\\frac{1}{1+".repeat(150) + "x" + "}".repeat(150) + "}");
        texts.put("twelve signs ±", "\\boxed{" + "\\pm 1 + x".repeat(12) + "}");
        texts.put("pairs of signs ±", "\\boxed{" + "(\\pm 1, \\pm 2), ".repeat(60) + "3}");
        texts.put("power of a sum", "\\boxed{(x+y+z+w)^{400}}");
        texts.put("products of sums", "\\boxed{" + "(x+1)(y-2)".repeat(300) + "}");
        texts.put("500 items", "\\boxed{" + "\\sqrt{2}+x, ".repeat(300) + "1}");
        texts.put("3 matrices of 6 rows", "\\boxed{" + matrix(6).repeat(3) + "}");
        texts.put("9 matrices of 10 rows", "\\boxed{" + matrix(10).repeat(9) + "}");
        texts.put("cubes of 4 rows", "\\boxed{" + (matrix(4) + "^3").repeat(9) + ", 1}");
        texts.put("determinants within determinants", "\\boxed{" + determinant(4, 3) + ", 1}");
        texts.put("4 kB of letters", "\\boxed{" + "abxyz".repeat(800) + "}");
        texts.put("1 MB of boxes", "\\boxed{1} ".repeat(100_000));
        texts.put("1 MB of open boxes", "\\boxed{".repeat(140_000));
        texts.put("1 MB of announcements", "the answer is ".repeat(75_000));
        texts.put("1 MB of dollars", "$ ".repeat(500_000));
        texts.put("1 MB of maths", "$x=1$ and ".repeat(100_000));
        texts.put("1 MB of words", "word ".repeat(200_000));
        texts.put("1 MB of fractions", "1 1/2 ".repeat(170_000));
        texts.put("1 MB of numbers", "17 ".repeat(350_000));
        texts.put("1 MB without spaces", "x".repeat(1_000_000));
        texts.put("1 MB of stops", ". ".repeat(500_000));
        texts.put("1 MB of is", "is ".repeat(330_000));
        return texts;
    }

    private static String matrix(int rows) {
        String row = "x+1&".repeat(rows - 1) + "y\\\\";
        return "\\begin{pmatrix}" + row.repeat(rows) + "\\end{pmatrix}";
    }

    private static String determinant(int rows, int depth) {
        String entry = depth == 1 ? "x+1" : determinant(2, depth - 1);
        String row = (entry + "&").repeat(rows - 1) + "y\\\\";
        return "\\begin{vmatrix}" + row.repeat(rows) + "\\end{vmatrix}";
    }

    /** The longest of the verdicts on it, each taken as the fastest of some rounds, since others use this machine too. */
    private static double hostile(String text) {
        double worst = 0;
        for (String gold : List.of("5", "\\frac{x^2+1}{2}", "1,2,3", text.length() < 5000 ? text : "x=2")) {
            Task task = new Task(new MathVerifier(Policy.named("math")), new Gold(gold), new Response(text));
            double best = Double.MAX_VALUE;
            for (int i = 0; i < ROUNDS; i++) {
                best = Math.min(best, milliseconds(task));
            }
            worst = Math.max(worst, best);
        }
        return worst;
    }

    private static boolean threadsAgree(List<Task> tasks) throws InterruptedException, ExecutionException {
        List<Verdict> alone = tasks.stream().map(Task::verdict).toList();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<Verdict>>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> tasks.stream().map(Task::verdict).toList()));
            }
            boolean same = true;
            for (Future<List<Verdict>> one : all) {
                same &= one.get().equals(alone);
            }
            return same;
        } finally {
            threads.shutdown();
        }
    }

    private static double milliseconds(Task task) {
        long start = System.nanoTime();
        task.verdict();
        return (System.nanoTime() - start) / 1e6;
    }

    /** Over the verdicts, each taken as the median of some rounds: a pause of the machine is no verdict's. */
    private static String figures(List<Task> tasks) {
        double[][] times = new double[tasks.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < times.length; i++) {
                times[i][round] = milliseconds(tasks.get(i));
            }
        }
        double[] sorted = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            Arrays.sort(times[i]);
            sorted[i] = times[i][ROUNDS / 2];
        }
        Arrays.sort(sorted);
        return "median %.3f ms, p99 %.3f ms, max %.3f ms"
                .formatted(
                        sorted[sorted.length / 2],
                        sorted[(int) (0.99 * (sorted.length - 1))],
                        sorted[sorted.length - 1]);
    }
}
