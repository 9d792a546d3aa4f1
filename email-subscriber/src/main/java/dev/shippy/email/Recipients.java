package dev.shippy.email;

import dev.shippy.contracts.Trace;
import io.vertx.core.Future;
import java.util.Optional;

/** Who users are at this moment. */
interface Recipients {

    /**
     * Finds a user as it is now.
     *
     * @param trace of the event
     * @return nothing when there is no such user any more; a {@link MailFailure}: {@link MailFailure.Kind#UNREACHABLE} when
     *     nobody can say, {@link MailFailure.Kind#REFUSED} when the user cannot be written to, {@link MailFailure.Kind#LATER}
     *     for a fault
     */
    Future<Optional<Recipient>> find(String userId, Trace trace);

    /** Fails while nobody can say. */
    Future<Void> probe();
}
