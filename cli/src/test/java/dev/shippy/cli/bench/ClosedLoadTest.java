package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClosedLoadTest {

    private static final int CALLERS = 5;
    private static final Duration LENGTH = Duration.ofMillis(200);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        var unused = vertx.close().await();
    }

    @Test
    void keepsEachCallerAtOneCall() throws InterruptedException {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Set<Long> numbers = ConcurrentHashMap.newKeySet();
        Asker asker = number -> {
            assertTrue(numbers.add(number), "every call has a number of its own");
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            return vertx.timer(5).onComplete(over -> underWay.decrementAndGet());
        };

        Measured measured = new ClosedLoad(asker, CALLERS).run(LENGTH).measured(Map.of());

        assertEquals(CALLERS, most.get());
        assertEquals(0, measured.errors());
        NatsBenchOutput figures = measured.figures().orElseThrow();
        assertTrue(figures.latencies().orElseThrow().p50() >= 5_000, figures::toString);
        assertEquals(numbers.size(), figures.rate() * LENGTH.toNanos() / 1e9, numbers.size() * 0.5);
    }

    @Test
    void tellsRefusalsFromErrorsAndGoesOn() throws InterruptedException {
        Asker asker = number -> vertx.timer(1).compose(over -> switch ((int) (number % 4)) {
            case 0 -> Future.failedFuture(ServiceException.resourceExhausted("Too much"));
            case 1 -> Future.failedFuture(ServiceException.unavailable("Away", null));
            default -> Future.succeededFuture();
        });

        Measured measured = new ClosedLoad(asker, 1).run(LENGTH).measured(Map.of());

        assertTrue(measured.refused() > 1, measured::toString);
        assertEquals(measured.refused(), measured.errors(), 1);
        assertTrue(measured.figures().isPresent());
    }

    @Test
    void endsAlsoWhenCallsFailAtOnce() throws InterruptedException {
        Asker away = number -> Future.failedFuture(ServiceException.unavailable("Away", null));

        Measured measured = new ClosedLoad(away, 2).run(100_000).measured(Map.of());

        assertEquals(100_000, measured.errors());
        assertTrue(measured.figures().isEmpty());
    }

    @Test
    void asksAsOftenAsItIsTold() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        Asker asker = number -> {
            asked.incrementAndGet();
            return vertx.timer(1);
        };

        assertEquals(50, new ClosedLoad(asker, 3).run(50).answered());
        assertEquals(50, asked.get());
    }

    @Test
    void tellsCpuForAThousandAnswers() throws InterruptedException {
        Asker asker = number -> vertx.timer(1);
        ClosedLoad.Answers answers = new ClosedLoad(asker, 1).run(LENGTH);
        long calls = Math.round(answers.rate() * answers.seconds());

        Map<String, Double> cpu = answers.measured(Map.of("store", 2.0)).cpu();

        assertEquals(Map.of("store", 2_000.0 / calls), cpu);
    }
}
