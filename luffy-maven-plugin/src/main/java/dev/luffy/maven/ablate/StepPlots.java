package dev.luffy.maven.ablate;

import dev.luffy.maven.plot.LinePlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Learning curves as plots: one line a variant, over the steps of training. */
final class StepPlots {

    /** The end of a caption. */
    static final String BAND =
            "; band: from the lowest to the highest seed, where no more than eight lines share the plot.";

    /** What is plotted over the steps. */
    enum Quantity {
        REWARD("reward", "mean reward of the policy's own rows", Curve.Step::reward),
        ENTROPY("entropy", "mean entropy of sampled tokens, nats", Curve.Step::entropy),
        LENGTH("response length", "mean length of the policy's own rows, tokens", Curve.Step::length);

        private final String title;
        private final String label;
        private final Function<Curve.Step, Double> value;

        Quantity(String title, String label, Function<Curve.Step, Double> value) {
            this.title = title;
            this.label = label;
            this.value = value;
        }

        /** Without its ending. */
        String file() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Ablation ablation;
    private final Curves curves;
    private final int width;

    StepPlots(Ablation ablation, Curves curves) {
        this.ablation = ablation;
        this.curves = curves;
        int steps = 0;
        for (Variant variant : ablation.variants()) {
            for (Curve curve : curves.of(variant.id()).values()) {
                steps = Math.max(steps, curve.steps().size());
            }
        }
        this.width = MovingMean.width(steps);
    }

    String caption() {
        String seed = width == 1 ? "value of each step" : "centred moving mean over " + width + " steps";
        return "Line: mean over seeds of the " + seed + BAND;
    }

    /** Empty if no run has a number. */
    Optional<LinePlot> of(Quantity quantity) {
        List<LinePlot.Line> lines = new ArrayList<>();
        for (int i = 0; i < ablation.variants().size(); i++) {
            String variant = ablation.variants().get(i).id();
            TreeMap<Double, Spread> bySteps = new TreeMap<>();
            for (Curve curve : curves.of(variant).values()) add(curve, quantity, bySteps);
            Spread.line(variant, i, bySteps).ifPresent(lines::add);
        }
        if (lines.isEmpty()) return Optional.empty();
        return Optional.of(
                new LinePlot("Ablation " + ablation.id() + ": " + quantity.title, "step", quantity.label, lines));
    }

    private void add(Curve curve, Quantity quantity, Map<Double, Spread> bySteps) {
        double[] values = curve.steps().stream() // [steps]
                .map(quantity.value)
                .mapToDouble(value -> value == null ? Double.NaN : value)
                .toArray();
        double[] means = MovingMean.of(values, width); // [steps]
        for (int i = 0; i < means.length; i++) {
            double step = curve.steps().get(i).step();
            bySteps.computeIfAbsent(step, x -> new Spread()).add(means[i]);
        }
    }
}
