package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenLoadTest {

    private static final Percentiles NONE = new Percentiles(0, 0, 0, 0);

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Time passes only when somebody waits for it, or is told to take some. */
    private static class FakeTime implements Timetable {

        private long now;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void await(long nanos) {
            now = Math.max(now, nanos);
        }

        void pass(Duration time) {
            now += time.toNanos();
        }
    }

    private final FakeTime time = new FakeTime();

    @Test
    void sendsAtItsTimesWhateverHasBecomeOfThoseBefore() throws InterruptedException {
        List<Long> sent = new ArrayList<>();
        Asker asker = number -> {
            sent.add(time.nanos());
            return Future.succeededFuture();
        };
        LoadPoint point = new OpenLoad(asker, time).run(4, SECOND);

        assertEquals(List.of(0L, 250_000_000L, 500_000_000L, 750_000_000L), sent);
        assertEquals(4, point.answered());
        assertEquals(4, point.answeredRate());
        assertEquals(0, point.latencies().p999());
    }

    @Test
    void countsLatencyFromTheTimeInWhichARequestWasMeantToBeSent() throws InterruptedException {
        // The system stops for a second at the hundredth of a thousand requests that are 10 ms apart.
        Asker asker = number -> {
            time.pass(number == 100 ? SECOND : Duration.ZERO);
            return Future.succeededFuture();
        };
        LoadPoint point = new OpenLoad(asker, time).run(100, Duration.ofSeconds(10));

        // It and the 99 that came meanwhile have waited from 10 ms to a second, evenly; 900 have not.
        assertEquals(0, point.latencies().p50());
        assertEquals(10_000, point.latencies().p90(), 11_000);
        assertEquals(900_000, point.latencies().p99(), 12_000);
        assertEquals(990_000, point.latencies().p999(), 12_000);
        assertEquals(900_000, point.late(), 12_000);
    }

    @Test
    void tellsRefusalsFromErrors() throws InterruptedException {
        Asker asker = number -> switch ((int) number) {
            case 0 -> Future.failedFuture(ServiceException.resourceExhausted("Too much"));
            case 1 -> Future.failedFuture(ServiceException.failedPrecondition("No room"));
            case 2 -> Future.failedFuture(ServiceException.deadlineExceeded("Too late"));
            default -> Future.succeededFuture();
        };
        LoadPoint point = new OpenLoad(asker, time).run(10, SECOND);

        assertEquals(7, point.answered());
        assertEquals(2, point.refused());
        assertEquals(1, point.errors());
    }

    @Test
    void doesNotSendWhatIsTooMuchAtATime() throws InterruptedException {
        List<Promise<Void>> waiting = new ArrayList<>();
        int calls = OpenLoad.MOST_UNDER_WAY + 50;
        Asker asker = number -> {
            Promise<Void> answer = Promise.promise();
            waiting.add(answer);
            return number < calls - 1 ? answer.future() : Future.succeededFuture();
        };
        // The answers come when the last request has been due.
        FakeTime end = new FakeTime() {
            @Override
            public void await(long nanos) {
                super.await(nanos);
                if (nanos == (long) ((calls - 1) * 1e9 / calls)) {
                    List.copyOf(waiting).forEach(Promise::complete);
                }
            }
        };
        LoadPoint point = new OpenLoad(asker, end).run(calls, SECOND);

        assertEquals(49, point.errors());
    }

    @Test
    void keepsUpWhenAllButOneInAThousandAreAnsweredInTime() {
        Duration limit = Duration.ofMillis(50);
        assertTrue(point(1000, 1, 50_000).holds(limit));
        assertFalse(point(1000, 2, 50_000).holds(limit));
        assertFalse(point(1000, 0, 50_001).holds(limit));
    }

    private static LoadPoint point(long calls, long refused, double p99) {
        return new LoadPoint(
                100, calls, 1, calls - refused, refused, 0, new Percentiles(1, 2, p99, p99), NONE, 0, Map.of());
    }
}
