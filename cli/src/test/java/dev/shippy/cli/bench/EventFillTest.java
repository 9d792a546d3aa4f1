package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.nats.EventPublisher;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventFillTest {

    private static final int EVENTS = 3 * EventFill.MOST_UNCONFIRMED;

    private final Vertx vertx = Vertx.vertx();
    private final List<EventMessage> told = new ArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void close() {
        var unused = vertx.close().await();
    }

    /** Confirms after a while. */
    private Future<Void> store(EventMessage event) {
        told.add(event);
        most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        return vertx.timer(1).onComplete(over -> underWay.decrementAndGet()).mapEmpty();
    }

    @Test
    void tellsEventsThatCanBeReadAndNoneTwice() throws Exception {
        fill(this::store, 10);

        assertEquals(10, told.stream().map(EventMessage::id).distinct().count());
        for (EventMessage event : told) {
            assertEquals(
                    Optional.of(event),
                    CloudEvents.read(CloudEvents.headers(event), event.body().toByteArray()));
        }
    }

    @Test
    void waitsForConfirmationsAndHasFewUnderWay() throws InterruptedException {
        fill(this::store, EVENTS);

        assertEquals(EVENTS, told.size());
        assertEquals(0, underWay.get());
        assertTrue(most.get() <= EventFill.MOST_UNCONFIRMED, most::toString);
    }

    @Test
    void tellsOnceMoreWhatWasNotConfirmed() throws InterruptedException {
        fill(
                event -> told.contains(event)
                        ? Future.succeededFuture()
                        : store(event).compose(lost -> refusal()),
                5);

        assertEquals(5, told.size());
    }

    @Test
    void endsWhenTheStreamTakesNone() {
        assertThrows(IllegalStateException.class, () -> fill(event -> refusal(), EVENTS));
    }

    private static Future<Void> refusal() {
        return Future.failedFuture(ServiceException.unavailable("The stream does not acknowledge", null));
    }

    private void fill(EventPublisher publisher, int events) throws InterruptedException {
        new EventFill(publisher, vertx.getOrCreateContext(), line -> {}).run(events);
    }
}
