package dev.luffy.maven.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystemSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerTurnTest {

    // As in a -T build: every module has a session of its own, and all share the data.
    private final DefaultRepositorySystemSession build = new DefaultRepositorySystemSession();

    private RepositorySystemSession module() {
        return new DefaultRepositorySystemSession(build);
    }

    @Test
    void modulesOfABuildTakeTurns() throws Exception {
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService modules = Executors.newFixedThreadPool(4);
        List<Future<Integer>> done = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            done.add(modules.submit(() -> WorkerTurn.inTurn(module(), () -> {
                most.accumulateAndGet(working.incrementAndGet(), Math::max);
                Thread.yield();
                return working.decrementAndGet();
            })));
        }
        for (Future<Integer> each : done) assertThat(each.get()).isZero();
        modules.shutdown();

        assertThat(most).hasValue(1);
    }

    @Test
    void aTurnThatFailsIsGivenOn() throws Exception {
        assertThatThrownBy(() -> WorkerTurn.inTurn(module(), () -> {
                    throw new IllegalStateException();
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(WorkerTurn.<String>inTurn(module(), () -> "next")).isEqualTo("next");
    }
}
