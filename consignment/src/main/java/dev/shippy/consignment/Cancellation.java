package dev.shippy.consignment;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Event;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives a booked consignment up: steps C1 to C3 of {@code docs/booking.md}. May be repeated by anybody at any time. */
final class Cancellation {

    /** C1 is retried when the read after it finds BOOKED: it was booked in between, or a former primary answered C1. */
    private static final int ROUNDS = 2;

    private final ConsignmentRepository repository;
    private final Vessels vessels;
    private final Clock clock;

    Cancellation(ConsignmentRepository repository, Vessels vessels, Clock clock) {
        this.repository = repository;
        this.vessels = vessels;
        this.clock = clock;
    }

    /** C1, the intent first: a hold may be given back only when no one can read BOOKED any more. */
    Future<Consignment> cancel(Call call, String id) {
        return cancel(call, id, ROUNDS);
    }

    private Future<Consignment> cancel(Call call, String id, int rounds) {
        return inTime(call, () -> repository.cancel(id))
                .compose(cancelling ->
                        cancelling.map(it -> release(call, it)).orElseGet(() -> notMatched(call, id, rounds - 1)));
    }

    private Future<Consignment> notMatched(Call call, String id, int rounds) {
        return inTime(call, () -> repository.find(id))
                .compose(found -> rounds > 0
                                && found.filter(it -> it.state() == State.BOOKED)
                                        .isPresent()
                        ? cancel(call, id, rounds)
                        : goOn(call, found));
    }

    /** T3: goes on from where the document stands. */
    Future<Consignment> goOn(Call call, String id) {
        return inTime(call, () -> repository.find(id)).compose(found -> goOn(call, found));
    }

    private Future<Consignment> goOn(Call call, Optional<Consignment> found) {
        if (found.isEmpty()) {
            return Future.failedFuture(Answers.notFound());
        }
        Consignment consignment = found.get();
        return switch (consignment.state()) {
            case CANCELLING -> release(call, consignment);
            case CANCELLED -> Future.succeededFuture(consignment);
            case BOOKED -> Future.failedFuture(Answers.releaseUnknown(null));
            case PENDING, REJECTED -> Future.failedFuture(Answers.notBooked(consignment.state()));
        };
    }

    /** C2: acknowledged, or the outcome is unknown and it stops. */
    private Future<Consignment> release(Call call, Consignment cancelling) {
        return inTime(
                        call,
                        () -> vessels.release(
                                call,
                                cancelling.attempt().vessel(),
                                cancelling.reservationId(),
                                cancelling.room(),
                                cancelling.deadline()))
                .compose(released -> cancelled(call, cancelling));
    }

    /** C3: when it matches nothing, somebody else has done it. */
    private Future<Consignment> cancelled(Call call, Consignment cancelling) {
        BookingEvent event = cancelling.event(Event.CONSIGNMENT_CANCELLED, clock.millis(), call.trace());
        return inTime(call, () -> repository.cancelled(cancelling.id(), event))
                .compose(cancelled -> cancelled.map(Future::succeededFuture).orElseGet(() -> done(call, cancelling)));
    }

    private Future<Consignment> done(Call call, Consignment cancelling) {
        return inTime(call, () -> repository.find(cancelling.id()))
                .map(found -> found.orElseThrow(Answers::notFound))
                .compose(found -> found.state() == State.CANCELLED
                        ? Future.succeededFuture(found)
                        : Future.failedFuture(Answers.releaseUnknown(null)));
    }

    private <T> Future<T> inTime(Call call, Supplier<Future<T>> step) {
        return call.deadline().isPast(clock) ? Future.failedFuture(Answers.releaseUnknown(null)) : step.get();
    }
}
