package dev.luffy.runtime.method;

/**
 * Returns of a group from two sources, each centred by the other responses to the prompt (RLOO; PRIME-RL/PRIME 18ad596,
 * {@code compute_rloo_returns} with both discounts 1). K responses, m_j the mean over a response's tokens:
 *
 * <pre>
 *   process   p_t = (K·q_t − Σ_j m_j(q)) / (K − 1)      at every token
 *   outcome   o   = (K·r − Σ_j r_j) / (K − 1)           at the last token
 *   R_t = Σ_{s≥t} p_s + o
 * </pre>
 *
 * PRIME's paper (Eq. 5) subtracts the mean of the other K − 1 responses; its code, followed here, scales so that the own
 * response is in the sum too, which is the same for the outcome and, for the process, where a response's rewards are equal.
 */
public final class LeaveOneOut {

    private LeaveOneOut() {}

    /**
     * The returns of one group.
     *
     * @param rewards {@code [rows][tokens]} q of every token, at least one token a row
     * @param outcomes {@code [rows]} r
     * @return {@code [rows][tokens]} R, neither centred nor scaled
     * @throws IllegalArgumentException if lengths differ or there are fewer than two rows
     */
    public static double[][] returns(double[][] rewards, double[] outcomes) {
        int rows = rewards.length;
        if (rows < 2 || rows != outcomes.length) {
            throw new IllegalArgumentException("a group needs at least 2 rows and an outcome for each, but has " + rows
                    + " rows and " + outcomes.length + " outcomes");
        }
        double means = 0; // Σ_j m_j
        double others = 0; // Σ_j r_j − r_0: differences, since equal outcomes must give exactly 0
        for (int j = 0; j < rows; j++) {
            double sum = 0;
            for (double reward : rewards[j]) sum += reward;
            means += sum / rewards[j].length;
            others += outcomes[j] - outcomes[0];
        }
        double[][] returns = new double[rows][]; // [rows][tokens]
        for (int i = 0; i < rows; i++) {
            returns[i] = new double[rewards[i].length];
            double toCome = (rows * (outcomes[i] - outcomes[0]) - others) / (rows - 1);
            for (int t = returns[i].length - 1; t >= 0; t--) {
                toCome += (rows * rewards[i][t] - means) / (rows - 1);
                returns[i][t] = toCome;
            }
        }
        return returns;
    }
}
