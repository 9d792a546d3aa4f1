package dev.shippy.email;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/**
 * What became of each event's mail. Every change is atomic, whatever other instances do at the same time. Every method may fail
 * with a {@link dev.shippy.contracts.ServiceException} UNAVAILABLE or RESOURCE_EXHAUSTED; of a change it is then unknown
 * whether it was made. Results arrive on the caller's context.
 */
interface MailLedger {

    /**
     * Claims an event that nobody has claimed, whose lease is over, or that died as another message: such a one has its
     * attempts anew. The attempt is counted here, so that one which ends the process counts too.
     *
     * @param source the message that tells the event, such as {@code EVENTS 123}
     */
    Future<Standing> claim(String eventId, String source, Duration lease);

    /** The mail is sent: a fact, whoever has the claim by now. */
    Future<Void> sent(String eventId);

    /** No mail is needed. */
    Future<Void> skipped(Claim claim);

    /** Ends the claim; the attempt counts, and another follows. */
    Future<Void> retry(Claim claim, String reason);

    /** Ends the claim; the attempt does not count, since it never really began. */
    Future<Void> giveBack(Claim claim, String reason);

    /** Ends the claim; the attempt does not count, but that nobody knows whether the mail is out. */
    Future<Void> unconfirmed(Claim claim, String reason);

    /** Given up. */
    Future<Void> dead(Claim claim, String reason);

    /** How many of these events, each counted once, have their mail sent. */
    Future<Long> countSent(List<String> eventIds);

    Future<Figures> figures();

    /** Forgets entries that have not changed for so long. @return how many, at most the batch */
    Future<Integer> prune(Duration age, int batch);

    /** Fails while nothing can be written. */
    Future<Void> probe();
}
