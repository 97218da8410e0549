package dev.luffy.runtime.experiment;

/**
 * How a model is measured before, during and after training. Never part of checkpoint selection.
 *
 * @param samples responses per problem
 * @param temperature sampling temperature; 0 is greedy
 * @param every steps between measurements during training; 0 measures only before and after
 */
public record Validation(int samples, double temperature, int every) {

    public Validation {
        Check.atLeast("samples", samples, 1);
        Check.atLeast("temperature", temperature, 0);
        Check.atLeast("every", every, 0);
        if (temperature == 0 && samples > 1) {
            throw new InvalidDeclarationException(
                    "samples", samples, "greedy decoding (temperature 0) gives the same response every time: use 1");
        }
    }
}
