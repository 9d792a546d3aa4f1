package dev.shippy.runtime.nats;

import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.UndecodableEventException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message as a stream holds it, whatever it is.
 *
 * @param stream the stream's name
 * @param sequence its place in the stream, from 1
 * @param storedAt when the server stored it
 * @param subject what it was published to
 * @param headers the first value of each header; names are found in any case
 * @param body the bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared: where it is says which it is
public record StoredMessage(
        String stream, long sequence, Instant storedAt, String subject, Map<String, String> headers, byte[] body) {

    public StoredMessage {
        headers = HeaderFields.of(headers);
    }

    /** A header's value, or an empty text. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /**
     * The event that it is, or nothing when it is one of a type that we do not know.
     *
     * @throws UndecodableEventException when it is no event, with a sentence that says why
     */
    public Optional<EventMessage> event() throws UndecodableEventException {
        return CloudEvents.read(headers, body);
    }

    /** Where it is; the body may be anything. */
    @Override
    public String toString() {
        return stream + " " + sequence;
    }
}
