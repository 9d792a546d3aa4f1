package dev.shippy.contracts;

import com.google.protobuf.Message;
import java.time.Instant;

/**
 * An event as it is told: CloudEvents 1.0 attributes and a protobuf body with ids and times, no personal data.
 *
 * @param id the same however often it is told, 1 to 128 visible ASCII characters; {@code ce-id} and {@code Nats-Msg-Id}
 * @param event what happened
 * @param entity the id of whom it happened to, {@code ce-subject}; 1 to 128 visible ASCII characters
 * @param time when it became true
 * @param trace the call that made it true
 * @param body of the event's type
 */
public record EventMessage(String id, Event event, String entity, Instant time, Trace trace, Message body) {

    public EventMessage {
        requireVisible("id", id);
        requireVisible("entity", entity);
        if (!body.getDescriptorForType().equals(event.bodyPrototype().getDescriptorForType())) {
            throw new IllegalArgumentException(event + " does not have a body of the type "
                    + body.getDescriptorForType().getFullName());
        }
    }

    private static void requireVisible(String what, String value) {
        if (!isVisible(value)) {
            throw new IllegalArgumentException("The " + what + " of an event is not 1 to " + Limits.EVENT_ID_CHARACTERS
                    + " visible ASCII characters");
        }
    }

    static boolean isVisible(String value) {
        return !value.isEmpty()
                && value.length() <= Limits.EVENT_ID_CHARACTERS
                && value.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
