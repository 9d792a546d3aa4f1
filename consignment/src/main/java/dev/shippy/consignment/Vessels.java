package dev.shippy.consignment;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Deadline;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What the booking needs of the vessels. Futures fail with {@link dev.shippy.contracts.ServiceException} only. */
interface Vessels {

    /** What a vessel says to a reservation. */
    enum Answer {
        /** The room is held, now or since an earlier request with the id. */
        GRANTED,
        /** It was executed and took no room. */
        REFUSED
    }

    /**
     * Looks for a vessel to begin with; a hint, stale at once.
     *
     * @return a vessel's id, or nothing when none has room
     *     <p>UNAVAILABLE or DEADLINE_EXCEEDED: no answer, and nothing was done
     */
    Future<Optional<String>> findAvailable(Call call, Room room);

    /**
     * Looks for a further vessel for a booking that is under way; a hint, stale at once.
     *
     * @param except the vessels that have refused
     * @return a vessel's id, or nothing when no other has room
     *     <p>DEADLINE_EXCEEDED: no answer; the booking stays undecided
     */
    Future<Optional<String>> findAnother(Call call, Room room, List<String> except);

    /**
     * Takes room, at most once for a reservation id. No request with the id is executed after the call's deadline.
     *
     * @param reservationId used for this vessel only
     * @return the vessel's word
     *     <p>DEADLINE_EXCEEDED: unknown; the room may be held, or may yet be
     */
    Future<Answer> reserve(Call call, String vessel, String reservationId, Room room);

    /**
     * Gives the room back and closes the id, so that no request that is still on its way can take room with it. May be
     * repeated.
     *
     * @param upTo no Reserve with the id has a later deadline
     * @return when the id holds nothing and never will
     *     <p>DEADLINE_EXCEEDED: unknown
     */
    Future<Void> release(Call call, String vessel, String reservationId, Room room, Deadline upTo);
}
