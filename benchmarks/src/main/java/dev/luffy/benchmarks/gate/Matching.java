package dev.luffy.benchmarks.gate;

import dev.luffy.benchmarks.score.Measurement;
import dev.luffy.benchmarks.score.TemperatureLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/** Finds what a rule is about, and what that may be compared with. Never guesses: what is not clear is refused. */
final class Matching {

    private Matching() {}

    /** The measurement that a rule names. */
    static Measurement measured(Rule rule, List<Measurement> measurements) throws Refusal {
        List<Measurement> found = named(rule, measurements);
        if (found.isEmpty()) {
            throw Refusal.ofRule("was not measured: nothing is there for benchmark " + rule.benchmark()
                    + " of evaluation " + rule.evaluation() + "; run luffy:eval first, or correct the names");
        }
        if (rule.temperature() == null) {
            if (found.size() > 1) {
                throw Refusal.ofRule("is ambiguous: it was measured at the temperatures " + temperatures(found)
                        + "; say which one by <temperature>");
            }
            return found.get(0);
        }
        List<Measurement> chosen = atTemperature(rule.temperature(), found);
        if (chosen.isEmpty()) {
            throw Refusal.ofRule("was not measured at temperature " + TemperatureLabel.of(rule.temperature())
                    + ", but at " + temperatures(found) + "; correct <temperature>");
        }
        return only(chosen);
    }

    /** The baseline of a measurement. */
    static Measurement baseline(Rule rule, Measurement measured, List<Measurement> baselines) throws Refusal {
        List<Measurement> found = named(rule, baselines);
        if (found.isEmpty()) {
            throw Refusal.ofBaseline("has no baseline: nothing is committed for benchmark " + rule.benchmark()
                    + " of evaluation " + rule.evaluation());
        }
        List<Measurement> chosen = atTemperature(measured.temperature(), found);
        if (chosen.isEmpty()) {
            throw Refusal.ofBaseline("has no baseline at temperature " + TemperatureLabel.of(measured.temperature())
                    + ", but at " + temperatures(found));
        }
        return only(chosen);
    }

    private static Measurement only(List<Measurement> chosen) throws Refusal {
        if (chosen.size() > 1) {
            throw Refusal.ofRule("is ambiguous: there are " + chosen.size() + " results of it at temperature "
                    + TemperatureLabel.of(chosen.get(0).temperature()) + "; keep one");
        }
        return chosen.get(0);
    }

    /** Refuses what was not measured in the same way: names every key that differs, with both values. */
    static void requireComparable(Measurement baseline, Measurement measured) throws Refusal {
        TreeSet<String> names = new TreeSet<>(baseline.keys().keySet());
        names.addAll(measured.keys().keySet());
        List<String> differing = new ArrayList<>();
        for (String name : names) {
            String before = value(baseline.keys(), name);
            String now = value(measured.keys(), name);
            if (!before.equals(now)) {
                differing.add(name + " was " + before + " and is " + now);
            }
        }
        if (!differing.isEmpty()) {
            throw Refusal.ofBaseline("cannot be compared with its baseline: " + String.join("; ", differing));
        }
    }

    private static String value(SortedMap<String, String> keys, String name) {
        String value = keys.get(name);
        return value == null ? "(not there)" : value.isEmpty() ? "(empty)" : value;
    }

    private static List<Measurement> named(Rule rule, List<Measurement> measurements) {
        List<Measurement> found = new ArrayList<>();
        for (Measurement m : measurements) {
            if (m.evaluation().equals(rule.evaluation()) && m.benchmark().equals(rule.benchmark())) found.add(m);
        }
        return found;
    }

    private static List<Measurement> atTemperature(double temperature, List<Measurement> measurements) {
        List<Measurement> found = new ArrayList<>();
        for (Measurement m : measurements) {
            if (m.temperature() == temperature) found.add(m); // 0.0 equals −0.0, and NaN nothing
        }
        return found;
    }

    private static String temperatures(List<Measurement> measurements) {
        return String.join(
                ", ",
                measurements.stream()
                        .map(m -> TemperatureLabel.of(m.temperature()))
                        .toList());
    }
}
