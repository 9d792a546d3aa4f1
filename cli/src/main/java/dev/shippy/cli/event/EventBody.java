package dev.shippy.cli.event;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.Event;
import dev.shippy.contracts.Limits;
import dev.shippy.runtime.nats.StoredMessage;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an event, as far as it can be read: also what is no event of ours is shown.
 *
 * @param message what it says, or null
 * @param note why it cannot be read; empty when it can
 */
record EventBody(@Nullable Message message, String note) {

    private static final Map<String, Event> BY_TYPE =
            Stream.of(Event.values()).collect(Collectors.toMap(Event::type, Function.identity()));

    static EventBody of(StoredMessage stored) {
        String type = stored.header(CloudEvents.TYPE);
        if (type.isEmpty()) {
            return new EventBody(null, "There is no header " + CloudEvents.TYPE);
        }
        Event event = BY_TYPE.get(type);
        if (event == null) {
            return new EventBody(null, "The type " + type + " is not known here");
        }
        if (stored.body().length > Limits.EVENT_BYTES) {
            return new EventBody(
                    null, "The body has " + stored.body().length + " bytes, " + Limits.EVENT_BYTES + " are allowed");
        }
        try {
            return new EventBody(event.parse(stored.body()), "");
        } catch (InvalidProtocolBufferException garbage) {
            return new EventBody(
                    null,
                    "The body is not a "
                            + event.bodyPrototype().getDescriptorForType().getFullName());
        }
    }
}
