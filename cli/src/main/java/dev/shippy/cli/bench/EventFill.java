package dev.shippy.cli.bench;

import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.consignment.v1.ConsignmentEvent;
import dev.shippy.runtime.nats.EventPublisher;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Tells events of bookings as the service does, many at a time. */
final class EventFill {

    /** Less than what a connection holds back before it refuses. */
    static final int MOST_UNCONFIRMED = 1_000;

    private static final int SAID_EVERY = 100_000;

    private final EventPublisher publisher;
    private final Context context;
    private final Consumer<String> progress;
    private final Semaphore room = new Semaphore(MOST_UNCONFIRMED);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** @param context where the publisher is used */
    EventFill(EventPublisher publisher, Context context, Consumer<String> progress) {
        this.publisher = publisher;
        this.context = context;
        this.progress = progress;
    }

    /** Returns when all are stored. @throws IllegalStateException when one is not */
    void run(int events) throws InterruptedException {
        for (int number = 1; number <= events && failure.get() == null; number++) {
            EventMessage event = booked();
            room.acquire();
            context.runOnContext(go -> publish(event));
            if (number % SAID_EVERY == 0) {
                progress.accept("Events told: " + number + " of " + events);
            }
        }
        room.acquire(MOST_UNCONFIRMED);
        room.release(MOST_UNCONFIRMED);
        if (failure.get() != null) {
            throw new IllegalStateException("The events cannot be stored", failure.get());
        }
    }

    /** Once more when it is not confirmed in time: with the same id it is stored once. */
    private void publish(EventMessage event) {
        var unused = publisher
                .publish(event)
                .recover(notConfirmed -> publisher.publish(event))
                .onComplete(this::confirm);
    }

    private void confirm(AsyncResult<Void> stored) {
        if (stored.failed()) {
            failure.compareAndSet(null, stored.cause());
        }
        room.release();
    }

    /** With ids as long as those of the services. */
    private static EventMessage booked() {
        String consignment = UUID.randomUUID().toString().replace("-", "");
        Instant now = Instant.now();
        ConsignmentEvent body = ConsignmentEvent.newBuilder()
                .setConsignmentId(consignment)
                .setUserId(UUID.randomUUID().toString())
                .setVesselId(UUID.randomUUID().toString())
                .setOccurredAt(now.toEpochMilli())
                .build();
        return new EventMessage(
                consignment + "-booked", Event.CONSIGNMENT_BOOKED, consignment, now, Trace.start(), body);
    }
}
