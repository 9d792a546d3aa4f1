package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.cli.FailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayRunsTest {

    private final List<String> read = new ArrayList<>();
    private final List<Pair> pairs = new ArrayList<>();

    @Test
    void readsInTurnAndDoesNotCountTheFirstPair() throws InterruptedException {
        runs(reading("shippy", 300), reading("nats", 200)).run(2, pairs);

        assertEquals(List.of("shippy", "nats", "shippy", "nats", "shippy", "nats"), read);
        assertEquals(
                List.of(1.5, 1.5),
                pairs.stream().flatMap(pair -> pair.ratio().stream()).toList());
    }

    @Test
    void keepsThePairsBeforeOneThatIsStopped() {
        ReplayRuns.Reading stopped = () -> {
            if (read.size() == 5) {
                throw new InterruptedException();
            }
            return reading("nats", 200).all();
        };

        assertThrows(
                InterruptedException.class,
                () -> runs(reading("shippy", 300), stopped).run(3, pairs));
        assertEquals(1, pairs.size());
    }

    @Test
    void endsWhenNatsDoesNotSayHowQuicklyItRead() {
        ReplayRuns.Reading silent = () -> new Measured(Optional.empty(), 0, 0, Map.of());

        assertThrows(
                FailureException.class,
                () -> runs(reading("shippy", 300), silent).run(1, pairs));
        assertTrue(pairs.isEmpty());
    }

    private static ReplayRuns runs(ReplayRuns.Reading shippy, ReplayRuns.Reading nats) {
        return new ReplayRuns(shippy, nats, line -> {});
    }

    private ReplayRuns.Reading reading(String who, double rate) {
        return () -> {
            read.add(who);
            return new Measured(Optional.of(new NatsBenchOutput(rate)), 0, 0, Map.of());
        };
    }
}
