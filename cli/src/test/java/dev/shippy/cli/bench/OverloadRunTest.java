package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OverloadRunTest {

    private static final Duration SHORT = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int MOST_AT_A_TIME = 32;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger underWay = new AtomicInteger();

    @AfterEach
    void close() {
        var unused = vertx.close().await();
    }

    /** A system that takes 32 calls at a time and refuses more. */
    private Future<?> ask(long number) {
        if (underWay.incrementAndGet() > MOST_AT_A_TIME) {
            underWay.decrementAndGet();
            return Future.failedFuture(ServiceException.resourceExhausted("Too much"));
        }
        return vertx.timer(50).onComplete(over -> underWay.decrementAndGet());
    }

    @Test
    void findsThePeakGoesBeyondItAndComesBack() throws InterruptedException {
        OverloadRun.Result result = run(this::ask);

        assertEquals(MOST_AT_A_TIME / 0.05, result.peak(), 200);
        assertEquals(2, result.points().size());
        LoadPoint half = result.points().get(0);
        LoadPoint beyond = result.points().get(1);
        assertEquals(0, half.refused(), half::toString);
        assertTrue(beyond.refused() > beyond.answered(), beyond::toString);
        assertEquals(beyond.calls(), beyond.answered() + beyond.refused() + beyond.errors());
        assertTrue(result.recovered().isPresent());
    }

    @Test
    void saysWhenItDoesNotComeBack() throws InterruptedException {
        AtomicInteger refused = new AtomicInteger();
        Asker offended = number -> refused.get() > 0
                ? Future.failedFuture(ServiceException.unavailable("Never again", null))
                : ask(number).onFailure(failure -> refused.incrementAndGet());

        assertTrue(run(offended).recovered().isEmpty());
    }

    private static OverloadRun.Result run(Asker asker) throws InterruptedException {
        Target target = Target.at("nats://example.org:4222");
        OpenRuns runs = new OpenRuns(
                new OpenLoad(asker, Timetable.REAL),
                target,
                Duration.ofMillis(100),
                Duration.ZERO,
                SHORT,
                SHORT,
                line -> {});
        OverloadRun.Result result = new OverloadRun.Result();
        new OverloadRun(asker, MOST_AT_A_TIME, runs, SHORT, PATIENCE, line -> {}).run(result);
        assertEquals(Optional.empty(), target.services());
        return result;
    }
}
