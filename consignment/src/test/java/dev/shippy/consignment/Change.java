package dev.shippy.consignment;

import dev.shippy.contracts.Deadline;
import java.util.List;
import java.util.stream.Stream;

/** A consignment with some parts changed, as an update of the store would. */
record Change(Consignment it) {

    static Change of(Consignment consignment) {
        return new Change(consignment);
    }

    Change state(State state) {
        return with(state, it.attempt(), it.epoch(), it.deadline(), it.refused(), it.events());
    }

    Change attempt(Attempt attempt) {
        return with(it.state(), attempt, it.epoch(), it.deadline(), it.refused(), it.events());
    }

    Change epoch(long epoch) {
        return with(it.state(), it.attempt(), epoch, it.deadline(), it.refused(), it.events());
    }

    Change deadline(Deadline deadline) {
        return with(it.state(), it.attempt(), it.epoch(), deadline, it.refused(), it.events());
    }

    Change refused(String vessel) {
        return with(it.state(), it.attempt(), it.epoch(), it.deadline(), append(it.refused(), vessel), it.events());
    }

    Change event(BookingEvent event) {
        return with(it.state(), it.attempt(), it.epoch(), it.deadline(), it.refused(), append(it.events(), event));
    }

    Consignment apply() {
        return it;
    }

    private Change with(
            State state,
            Attempt attempt,
            long epoch,
            Deadline deadline,
            List<String> refused,
            List<BookingEvent> events) {
        return new Change(new Consignment(
                it.id(),
                it.owner(),
                it.createdAt(),
                it.draft(),
                it.digest(),
                state,
                attempt,
                epoch,
                deadline,
                refused,
                events));
    }

    private static <T> List<T> append(List<T> list, T last) {
        return Stream.concat(list.stream(), Stream.of(last)).toList();
    }
}
