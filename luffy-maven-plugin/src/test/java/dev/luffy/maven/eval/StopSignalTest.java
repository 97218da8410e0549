package dev.luffy.maven.eval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopSignalTest {

    @Test
    void theShutdownWaitsUntilTheEvaluationHasEnded() throws Exception {
        Thread hook;
        try (StopSignal stop = new StopSignal()) {
            assertThat(stop.requested()).isFalse();
            hook = new Thread(stop::stop); // what the JVM runs when it goes down
            hook.start();
            while (!stop.requested()) Thread.onSpinWait();
            assertThat(hook.isAlive()).isTrue();
        }
        hook.join(TimeUnit.SECONDS.toMillis(30));
        assertThat(hook.isAlive()).isFalse();
    }

    @Test
    void withoutAShutdownNothingIsLeftBehind() {
        StopSignal stop = new StopSignal();
        stop.close();
        stop.close();
        assertThat(stop.requested()).isFalse();
    }
}
