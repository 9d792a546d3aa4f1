package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Deadline;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ServerClocksTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final ServerClocks clocks = new ServerClocks(nanos::get);

    @Test
    void correctsDeadlinesByAClockThatIsAheadOrBehind() {
        assertTrue(clocks.learn("vessel", 1_000, 1_020, 61_010));
        assertEquals(69_990, there(10_000), "ahead: the whole delay was on the way there");
        assertTrue(clocks.learn("vessel", 100_000, 100_020, 40_010));
        assertEquals(40_010, there(100_000), "behind: the whole delay was on the way back");
    }

    @Test
    void keepsServicesApart() {
        assertTrue(clocks.learn("vessel", 1_000, 1_020, 61_010));

        assertEquals(5, clocks.there("user", new Deadline(5)).unixMillis());
    }

    /** The deadline is then past because of elapsed time. */
    @Test
    void learnsNothingFromAClockThatMayAgree() {
        assertFalse(clocks.learn("vessel", 1_000, 1_020, 1_000));
        assertFalse(clocks.learn("vessel", 1_000, 1_020, 1_020));
        assertEquals(5, there(5));
    }

    @Test
    void forgetsAnOutdatedOffset() {
        assertTrue(clocks.learn("vessel", 1_000, 1_020, 61_010));
        assertFalse(clocks.learn("vessel", 2_000, 2_020, 62_010));
        assertTrue(clocks.learn("vessel", 3_000, 3_020, 3_010));
        assertEquals(5, there(5));
    }

    /** A clock that was set back makes deadlines too long, which nobody refuses. */
    @Test
    void forgetsAnOffsetAfterFiveMinutes() {
        assertTrue(clocks.learn("vessel", 1_000, 1_020, 61_020));

        nanos.addAndGet(TimeUnit.MINUTES.toNanos(5) - 1);
        assertEquals(60_005, there(5));
        nanos.addAndGet(1);
        assertEquals(5, there(5));

        assertTrue(clocks.learn("vessel", 1_000, 1_020, 61_020));
        assertEquals(60_005, there(5));
    }

    private long there(long unixMillis) {
        return clocks.there("vessel", new Deadline(unixMillis)).unixMillis();
    }
}
