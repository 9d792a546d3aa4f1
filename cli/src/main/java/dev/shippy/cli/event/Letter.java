package dev.shippy.cli.event;

import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.Headers;
import dev.shippy.runtime.nats.StoredMessage;
import java.util.Arrays;
import java.util.Optional;

/** A dead letter: the copy of a message, and why it is one. */
record Letter(StoredMessage message) {

    String reason() {
        return message.header(Headers.DEAD_LETTER_REASON);
    }

    String subject() {
        return message.header(Headers.DEAD_LETTER_SUBJECT);
    }

    String consumer() {
        return message.header(Headers.DEAD_LETTER_CONSUMER);
    }

    String eventId() {
        return message.header(CloudEvents.ID);
    }

    long deliveries() {
        return number(Headers.DEAD_LETTER_DELIVERIES);
    }

    /** Whether its body was too large to be copied. */
    boolean isCut() {
        return number(Headers.DEAD_LETTER_BODY_BYTES) > 0;
    }

    /** The stream of the message that it is a copy of. */
    Optional<EventStream> originalStream() {
        return Arrays.stream(EventStream.values())
                .filter(stream -> stream.name().equals(message.header(Headers.DEAD_LETTER_STREAM)))
                .findFirst();
    }

    long originalSequence() {
        return number(Headers.DEAD_LETTER_SEQUENCE);
    }

    private long number(String header) {
        try {
            return Long.parseLong(message.header(header));
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
