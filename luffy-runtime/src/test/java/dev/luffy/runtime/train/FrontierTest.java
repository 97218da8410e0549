package dev.luffy.runtime.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.luffy.benchmarks.problem.Problem;
import dev.luffy.runtime.rollout.Group;
import dev.luffy.runtime.rollout.Prompt;
import dev.luffy.runtime.rollout.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontierTest {

    @Test
    void aProblemCountsOnceItIsSolvedAfterAFirstVisitThatFailed() {
        Frontier frontier = new Frontier();
        frontier.visit(group(4, 0));
        assertThat(frontier.solvedHard()).isZero();
        frontier.visit(group(4, 1));
        frontier.visit(group(4, 1));
        assertThat(frontier.solvedHard()).isEqualTo(1);
    }

    @Test
    void aProblemSolvedAtItsFirstVisitNeverCounts() {
        Frontier frontier = new Frontier();
        frontier.visit(group(2, 1));
        frontier.visit(group(2, 0));
        frontier.visit(group(2, 1));
        assertThat(frontier.solvedHard()).isZero();
    }

    @Test
    void theTeachersRowSolvesNothing() {
        Frontier frontier = new Frontier();
        Response teacher = new Response(new int[] {1, 2}, 2, true, 1, 0);
        Group group = new Group(prompt(), 0, List.of(teacher, own(0)));
        frontier.visit(group);
        assertThat(frontier.unsolvedAtFirst()).containsExactly(0);
    }

    @Test
    void theStateSurvivesARoundTrip() {
        Frontier frontier = new Frontier();
        frontier.visit(group(4, 0));
        frontier.visit(group(9, 1));
        Frontier restored = new Frontier(frontier.visited(), frontier.unsolvedAtFirst(), frontier.solvedSince());
        restored.visit(group(4, 1));
        restored.visit(group(9, 1));
        assertThat(restored.solvedHard()).isEqualTo(1);
    }

    private static Group group(int index, double reward) {
        return new Group(prompt(), index, List.of(own(reward)));
    }

    private static Response own(double reward) {
        return new Response(new int[] {1, 2}, 0, true, reward, 0);
    }

    private static Prompt prompt() {
        return new Prompt(new Problem("p", "1+1", "2", "", ""), 1, new int[] {1}, List.of());
    }
}
