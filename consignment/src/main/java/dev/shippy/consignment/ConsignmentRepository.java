package dev.shippy.consignment;

import dev.shippy.contracts.Deadline;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Where consignments are kept. Each write is one insert or one conditional update of one document, applied whole or not at
 * all; an update that matches nothing is empty, and one that matches returns the document as it is afterwards. Futures
 * fail with {@link dev.shippy.contracts.ServiceException} UNAVAILABLE, and whether such a write was done is unknown; or with
 * DEADLINE_EXCEEDED, for an insert or a decision that waited for others until its consignment's deadline and was not begun. An
 * event is kept by the write that it comes with, and the relay is told of it when that is done.
 * Steps are named as in {@code docs/booking.md}.
 */
interface ConsignmentRepository {

    /** B2: adds a consignment; false when there is one with the id already. */
    Future<Boolean> insert(Consignment consignment);

    /** The consignment with the id, if there is one. The read sees every write acknowledged before it began. */
    Future<Optional<Consignment>> find(String id);

    /** B4: PENDING in this epoch becomes BOOKED, with its event. */
    Future<Optional<Consignment>> book(Consignment pending, BookingEvent booked);

    /** B5: PENDING in this epoch and attempt goes on to the next attempt, on another vessel. */
    Future<Optional<Consignment>> nextAttempt(Consignment pending, String vessel);

    /** B6: PENDING in this epoch and attempt records that the attempt is given up. */
    Future<Optional<Consignment>> close(Consignment pending);

    /** B7: PENDING in this epoch becomes REJECTED, with its event. */
    Future<Optional<Consignment>> reject(Consignment pending, BookingEvent rejected);

    /** T1, first half: PENDING ones with a deadline before now (Unix milliseconds), the most overdue first. */
    Future<List<Overdue>> overdue(long now, int most);

    /** T1: PENDING in this epoch and with this deadline gets the next epoch and a new deadline. */
    Future<Optional<Consignment>> takeOver(Overdue overdue, Deadline deadline);

    /** C1: BOOKED becomes CANCELLING. */
    Future<Optional<Consignment>> cancel(String id);

    /** C3: CANCELLING becomes CANCELLED, with its event. */
    Future<Optional<Consignment>> cancelled(String id, BookingEvent cancelled);

    /** T3: ids of CANCELLING ones after an id (empty: from the first), in order. */
    Future<List<String>> cancelling(String after, int most);

    /**
     * One page, oldest first.
     *
     * @param owner whose, or nothing for everybody's
     * @param after where the page before ended
     * @param entries at most so many, at least 1
     * @param bytes at most so many in a reply, as {@link Draft#replyBytes} counts; but never less than one consignment
     */
    Future<Page> page(Optional<String> owner, Optional<Position> after, int entries, int bytes);
}
