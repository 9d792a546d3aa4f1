package dev.shippy.runtime.nats;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * The server's word that a message was delivered as often as allowed and is skipped from now on
 * ({@code io.nats.jetstream.advisory.v1.max_deliver}); it names the message and does not hold it.
 *
 * @param stream the stream of the message
 * @param consumer the durable that did not get it done
 * @param sequence the message's sequence in the stream
 * @param deliveries how often it was delivered
 */
public record MaxDeliveries(String stream, String consumer, long sequence, long deliveries) {

    private static final String TYPE = "io.nats.jetstream.advisory.v1.max_deliver";

    /** What an advisory says, or nothing when it is none of these. */
    public static Optional<MaxDeliveries> read(StoredMessage advisory) {
        try {
            JsonObject json = new JsonObject(io.vertx.core.buffer.Buffer.buffer(advisory.body()));
            if (!TYPE.equals(json.getValue("type"))) {
                return Optional.empty();
            }
            return Optional.of(new MaxDeliveries(
                    json.getString("stream", ""),
                    json.getString("consumer", ""),
                    json.getLong("stream_seq", 0L),
                    json.getLong("deliveries", 0L)));
        } catch (DecodeException | ClassCastException malformed) {
            return Optional.empty();
        }
    }
}
