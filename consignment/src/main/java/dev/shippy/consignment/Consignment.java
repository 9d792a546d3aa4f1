package dev.shippy.consignment;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Event;
import dev.shippy.contracts.Trace;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A consignment as it is stored.
 *
 * @param id see {@link ConsignmentIds}
 * @param owner the user who booked it
 * @param createdAt when it was accepted, Unix milliseconds
 * @param draft what was asked for
 * @param digest of the draft
 * @param state how far it is
 * @param attempt the vessel that is being tried, or was the last one tried
 * @param epoch how often a sweeper has taken it over
 * @param deadline no Reserve of this epoch may be executed later; after it a sweeper takes over
 * @param refused the vessels that were tried before and had no room
 * @param events what became true, oldest first
 */
record Consignment(
        String id,
        String owner,
        long createdAt,
        Draft draft,
        Digest digest,
        State state,
        Attempt attempt,
        long epoch,
        Deadline deadline,
        List<String> refused,
        List<BookingEvent> events) {

    Consignment {
        Objects.requireNonNull(id);
        Objects.requireNonNull(owner);
        refused = List.copyOf(refused);
        events = List.copyOf(events);
    }

    /** A new one: PENDING on the vessel to try, or REJECTED when there is none. */
    static Consignment accepted(
            String id, String owner, long now, Draft draft, Optional<String> vessel, Deadline deadline, Trace trace) {
        List<BookingEvent> events =
                vessel.isPresent() ? List.of() : List.of(BookingEvent.of(id, Event.CONSIGNMENT_REJECTED, now, trace));
        return new Consignment(
                id,
                owner,
                now,
                draft,
                draft.digest(),
                vessel.isPresent() ? State.PENDING : State.REJECTED,
                vessel.map(Attempt::first).orElseGet(Attempt::none),
                0,
                deadline,
                List.of(),
                events);
    }

    Room room() {
        return draft.room();
    }

    /** The id of the hold on the vessel: one per attempt, for one vessel only. */
    String reservationId() {
        return id + "." + attempt.number();
    }

    /** The vessels that need not be tried again. */
    List<String> tried() {
        return Stream.concat(refused.stream(), Stream.of(attempt.vessel())).toList();
    }

    /** Whether nobody has taken it over: the driver is the first one. */
    boolean isFirstEpoch() {
        return epoch == 0;
    }

    BookingEvent event(Event type, long now, Trace trace) {
        return BookingEvent.of(id, type, now, trace);
    }

    /** This one, PENDING, after its decision, which comes with an event. */
    Consignment decided(State decision, BookingEvent event) {
        List<BookingEvent> told =
                Stream.concat(events.stream(), Stream.of(event)).toList();
        return new Consignment(id, owner, createdAt, draft, digest, decision, attempt, epoch, deadline, refused, told);
    }

    /** Where it stands in a list, oldest first. */
    Position position() {
        return new Position(createdAt, id);
    }
}
