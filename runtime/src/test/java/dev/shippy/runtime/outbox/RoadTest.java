package dev.shippy.runtime.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RoadTest {

    private static final String SILENT = "The stream EVENTS does not acknowledge";
    private static final String REMEDY = "; if NATS was out of disk space, restart it";

    private final AtomicLong nanos = new AtomicLong();
    private final Road road = new Road(nanos::get);

    @Test
    void namesTheRemedyAfterAMinuteOfSilence() {
        block();
        assertEquals(SILENT, road.obstacle());

        nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
        road.seen();
        block();
        assertEquals(SILENT + REMEDY, road.obstacle());

        road.passed();
        block();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
        assertEquals("", road.obstacle(), "a single event may be at fault");
    }

    @Test
    void namesNoRemedyForOtherObstacles() {
        road.notSeen("The stream EVENTS is not there");
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
        road.notSeen("The stream EVENTS is not there");

        assertEquals("The stream EVENTS is not there", road.obstacle());
    }

    private void block() {
        road.seen();
        road.blocked(SILENT);
    }
}
