package dev.shippy.email;

import dev.shippy.contracts.EventStream;
import dev.shippy.runtime.nats.StoredMessage;
import io.vertx.core.Future;
import java.util.Optional;

/** The messages of streams by their places. */
@FunctionalInterface
interface StoredMessages {

    /** Nothing when it is gone; UNAVAILABLE when nobody can say. */
    Future<Optional<StoredMessage>> read(EventStream stream, long sequence);
}
