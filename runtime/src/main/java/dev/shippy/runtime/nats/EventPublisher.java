package dev.shippy.runtime.nats;

import dev.shippy.contracts.EventMessage;
import io.vertx.core.Future;

/** Tells events to the stream EVENTS. */
@FunctionalInterface
public interface EventPublisher {

    /** How the message of a failure ends if the stream stays silent. */
    String NOT_ACKNOWLEDGED = "does not acknowledge";

    /**
     * Publishes one event with its id as Nats-Msg-Id, so that a repetition within the stream's duplicate window is stored once.
     *
     * @return success when the stream has stored it (its PubAck, not the write to a socket), at most 3 s later; otherwise a
     *     {@link dev.shippy.contracts.ServiceException} UNAVAILABLE, and whether it was stored is unknown. Arrives on the
     *     calling context
     */
    Future<Void> publish(EventMessage event);
}
