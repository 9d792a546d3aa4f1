package dev.shippy.email;

import dev.shippy.runtime.nats.DeadLetter;
import io.vertx.core.Future;
import java.util.List;

/**
 * Dead letters that the stream DEAD_LETTERS has not accepted yet, shared by all instances. Every method may fail with a
 * {@link dev.shippy.contracts.ServiceException} UNAVAILABLE or RESOURCE_EXHAUSTED. Results arrive on the caller's context.
 */
interface UnfiledLetters {

    /** Keeps a letter, once for each message. */
    Future<Void> keep(DeadLetter letter);

    /** The letters that have been kept longest. */
    Future<List<DeadLetter>> oldest(int most);

    /** Deletes a letter that the stream has accepted. */
    Future<Void> filed(DeadLetter letter);

    Future<Long> count();
}
