package dev.shippy.vessel;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The vessels, their free room and who holds it. Any number of processes may use one store at once.
 *
 * <p>For every vessel, at any moment: free room is not negative, and free room plus the room of all holds is what the vessel
 * carries. Every method may also fail with {@link ServiceException} UNAVAILABLE; then it is unknown whether a change was
 * made. Results arrive on the Vert.x context of who asks.
 */
interface VesselRepository {

    /** What became of a {@link #reserve} that was executed. */
    enum Outcome {
        /** The room is held, by this request or by an earlier one with the same id. */
        GRANTED,
        /** This request took no room. */
        REFUSED
    }

    /**
     * Makes the store ready. Any number of processes may do it at once, and again.
     *
     * @param seed vessels that are added unless their id is there; one that is there is never changed
     * @return {@link ServiceException} FAILED_PRECONDITION when an existing index conflicts
     */
    Future<Void> prepare(Collection<Vessel> seed);

    /**
     * The vessel in service that the cargo fills best: with the least free weight that suffices, then the least free
     * capacity, then the first id. A hint: it may be told from memory, and be full at the next moment. That there is none is
     * only said of the store as it is now.
     *
     * @param except ids that are not wanted
     */
    Future<Optional<Vessel>> findAvailable(Cargo cargo, Collection<String> except);

    /** The vessel with the id, if there is one. */
    Future<Optional<Vessel>> find(String id);

    /**
     * Vessels in the order of their ids.
     *
     * @param after the id before the first one, empty to begin
     * @param limit how many at most, at least 1
     */
    Future<List<Vessel>> list(String after, int limit);

    /**
     * Adds a vessel.
     *
     * @param request identifies the request; asking again with the same one gives the vessel as it is now
     * @return the vessel; {@link ServiceException} ALREADY_EXISTS when another request made one with this id
     */
    Future<Vessel> create(Vessel vessel, String request);

    /**
     * Takes room (R1, R2 of booking.md): at most once however often it is asked, and never after the reservation was released.
     * A vessel that does not exist refuses.
     *
     * @param deadline of the call, by the local clock; when it is past, {@link ServiceException} DEADLINE_EXCEEDED and
     *     no room is
     *     taken by this request
     * @param named the same deadline by the clock of the caller; when it is not above the deadlines that the vessel has forgotten,
     *     the same
     */
    Future<Outcome> reserve(String vesselId, Reservation reservation, Deadline deadline, Deadline named);

    /** As the other, for a caller with the same clock. */
    default Future<Outcome> reserve(String vesselId, Reservation reservation, Deadline deadline) {
        return reserve(vesselId, reservation, deadline, deadline);
    }

    /**
     * Gives room back and closes the id (L1 to L3 of booking.md): when it succeeds, the reservation holds nothing and never
     * will. Asking again is harmless; a vessel that does not exist has nothing to give back.
     *
     * @param upTo no Reserve with this id has a later deadline
     * @return {@link ServiceException} FAILED_PRECONDITION when the id holds another room than the reservation says
     */
    Future<Void> release(String vesselId, Reservation reservation, Deadline upTo);

    /**
     * Forgets closed ids (P1 of booking.md) of some vessels that have any to forget.
     *
     * @return how many vessels have forgotten some
     */
    Future<Integer> prune(Tombstones tombstones);
}
