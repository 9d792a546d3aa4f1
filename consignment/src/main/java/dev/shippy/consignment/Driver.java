package dev.shippy.consignment;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Event;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Drives a PENDING consignment to its decision: steps B3 to B7 of {@code docs/booking.md}. It works in one epoch; an update
 * that matches nothing means that another driver has taken over, and it ends with nothing. Any failure means that the
 * outcome is open: it ends there, and a sweeper goes on after the deadline.
 */
final class Driver {

    private final ConsignmentRepository repository;
    private final Vessels vessels;
    private final Clock clock;

    Driver(ConsignmentRepository repository, Vessels vessels, Clock clock) {
        this.repository = repository;
        this.vessels = vessels;
        this.clock = clock;
    }

    /** From where the document stands (T2): the decided consignment, or nothing when this driver has lost. */
    Future<Optional<Consignment>> drive(Call call, Consignment pending) {
        return pending.attempt().closing() ? release(call, pending) : reserve(call, pending);
    }

    /** B3: exactly one Reserve for each attempt of an epoch. */
    private Future<Optional<Consignment>> reserve(Call call, Consignment pending) {
        return inTime(
                        pending,
                        () -> vessels.reserve(
                                call.withDeadline(pending.deadline()),
                                pending.attempt().vessel(),
                                pending.reservationId(),
                                pending.room()))
                .compose(answer -> answered(call, pending, answer));
    }

    private Future<Optional<Consignment>> answered(Call call, Consignment pending, Vessels.Answer answer) {
        return switch (answer) {
            case GRANTED -> book(call, pending);
            case REFUSED -> refused(call, pending);
        };
    }

    /** B4: within this epoch only, or the new driver could give the room back under a booking. */
    private Future<Optional<Consignment>> book(Call call, Consignment pending) {
        return inTime(
                pending,
                () -> repository.book(pending, pending.event(Event.CONSIGNMENT_BOOKED, clock.millis(), call.trace())));
    }

    /** In the first epoch nobody else has sent this reservation id (B5); later an earlier Reserve may be on its way (B6). */
    private Future<Optional<Consignment>> refused(Call call, Consignment pending) {
        return pending.isFirstEpoch() ? goOn(call, pending) : close(call, pending);
    }

    /** B6, recorded first: whoever takes over must not send a Reserve that this driver's Release would undo. */
    private Future<Optional<Consignment>> close(Call call, Consignment pending) {
        return inTime(pending, () -> repository.close(pending)).compose(closing -> closed(call, closing));
    }

    private Future<Optional<Consignment>> closed(Call call, Optional<Consignment> closing) {
        return closing.map(consignment -> release(call, consignment)).orElseGet(Driver::lost);
    }

    /** B6, then released: no Reserve of the attempt can take room any more. */
    private Future<Optional<Consignment>> release(Call call, Consignment closing) {
        return inTime(
                        closing,
                        () -> vessels.release(
                                call.withDeadline(closing.deadline()),
                                closing.attempt().vessel(),
                                closing.reservationId(),
                                closing.room(),
                                closing.deadline()))
                .compose(released -> goOn(call, closing));
    }

    /** B5: the attempt is over for certain. */
    private Future<Optional<Consignment>> goOn(Call call, Consignment pending) {
        return another(call, pending).compose(vessel -> found(call, pending, vessel));
    }

    private Future<Optional<String>> another(Call call, Consignment pending) {
        if (pending.attempt().isLast()) {
            return Future.succeededFuture(Optional.empty());
        }
        return inTime(
                pending,
                () -> vessels.findAnother(call.withDeadline(pending.deadline()), pending.room(), pending.tried()));
    }

    private Future<Optional<Consignment>> found(Call call, Consignment pending, Optional<String> vessel) {
        return vessel.map(other -> nextAttempt(call, pending, other)).orElseGet(() -> reject(call, pending));
    }

    /** B5: recorded before its Reserve is sent, so that a hold never exists that no document names. */
    private Future<Optional<Consignment>> nextAttempt(Call call, Consignment pending, String vessel) {
        return inTime(pending, () -> repository.nextAttempt(pending, vessel))
                .compose(recorded -> recorded.map(next -> reserve(call, next)).orElseGet(Driver::lost));
    }

    /** B7 */
    private Future<Optional<Consignment>> reject(Call call, Consignment pending) {
        return inTime(
                pending,
                () -> repository.reject(
                        pending, pending.event(Event.CONSIGNMENT_REJECTED, clock.millis(), call.trace())));
    }

    /** After the deadline nothing is started: the sweeper decides. */
    private <T> Future<T> inTime(Consignment pending, Supplier<Future<T>> step) {
        return pending.deadline().isPast(clock) ? Future.failedFuture(Answers.unknown()) : step.get();
    }

    private static Future<Optional<Consignment>> lost() {
        return Future.succeededFuture(Optional.empty());
    }
}
