package dev.shippy.consignment;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The repository as a process sees it: each operation happens at some time, or not at all, and its answer may be lost. */
record SimulatedConsignments(InMemoryConsignments store, Scheduler scheduler) implements ConsignmentRepository {

    @Override
    public Future<Boolean> insert(Consignment consignment) {
        return later("B2 " + text(consignment), () -> store.insert(consignment));
    }

    @Override
    public Future<Optional<Consignment>> find(String id) {
        return later("find " + id, () -> store.find(id));
    }

    @Override
    public Future<Optional<Consignment>> book(Consignment pending, BookingEvent booked) {
        return later("B4 " + text(pending), () -> store.book(pending, booked));
    }

    @Override
    public Future<Optional<Consignment>> nextAttempt(Consignment pending, String vessel) {
        return later("B5 " + text(pending) + " -> " + vessel, () -> store.nextAttempt(pending, vessel));
    }

    @Override
    public Future<Optional<Consignment>> close(Consignment pending) {
        return later("B6 " + text(pending), () -> store.close(pending));
    }

    @Override
    public Future<Optional<Consignment>> reject(Consignment pending, BookingEvent rejected) {
        return later("B7 " + text(pending), () -> store.reject(pending, rejected));
    }

    @Override
    public Future<List<Overdue>> overdue(long now, int most) {
        return later("T1 find", () -> store.overdue(now, most));
    }

    @Override
    public Future<Optional<Consignment>> takeOver(Overdue overdue, Deadline deadline) {
        return later("T1 " + overdue + " -> " + deadline, () -> store.takeOver(overdue, deadline));
    }

    @Override
    public Future<Optional<Consignment>> cancel(String id) {
        return later("C1 " + id, () -> store.cancel(id));
    }

    @Override
    public Future<Optional<Consignment>> cancelled(String id, BookingEvent cancelled) {
        return later("C3 " + id, () -> store.cancelled(id, cancelled));
    }

    @Override
    public Future<List<String>> cancelling(String after, int most) {
        return later("T3 find", () -> store.cancelling(after, most));
    }

    @Override
    public Future<Page> page(Optional<String> owner, Optional<Position> after, int entries, int bytes) {
        return store.page(owner, after, entries, bytes);
    }

    private <T> Future<T> later(String name, Supplier<Future<T>> operation) {
        return scheduler.request(
                name, operation, () -> ServiceException.unavailable("The store does not answer", null));
    }

    private static String text(Consignment consignment) {
        return consignment.id() + " " + consignment.state() + " epoch " + consignment.epoch() + " "
                + consignment.attempt();
    }
}
