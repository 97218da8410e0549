/**
 * The built-in AIME-style benchmark: original problem families with integer answers, an expert who writes reasoning traces, and the corpus a
 * base model is made from. Text only; no tensor and no verdict may enter.
 */
package dev.luffy.benchmarks.aime;
