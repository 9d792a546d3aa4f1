package dev.shippy.contracts;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Events as NATS messages: CloudEvents 1.0, NATS binding in binary mode (cloudevents/bindings/nats-protocol-binding.md): each
 * attribute is a header {@code ce-<name>}, the body is the data. Header names are written in lower case and read in any. All
 * values that we write are visible ASCII without {@code "} and {@code %}, so that none needs percent-encoding.
 */
public final class CloudEvents {

    public static final String ID = "ce-id";
    public static final String TYPE = "ce-type";
    public static final String SOURCE = "ce-source";
    public static final String TIME = "ce-time";
    public static final String SUBJECT = "ce-subject";
    public static final String SPECIFICATION = "ce-specversion";
    public static final String CONTENT = "ce-datacontenttype";

    private static final String VERSION = "1.0";
    private static final String PROTOBUF = "application/protobuf";
    private static final String FORBIDDEN = "\"%";

    private CloudEvents() {}

    /** The headers of an event that is published, in the order in which people read them. */
    public static Map<String, String> headers(EventMessage message) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Headers.MESSAGE_ID, message.id());
        headers.put(SPECIFICATION, VERSION);
        headers.put(ID, message.id());
        headers.put(TYPE, message.event().type());
        headers.put(SOURCE, "/shippy/" + message.event().service());
        headers.put(SUBJECT, message.entity());
        headers.put(TIME, DateTimeFormatter.ISO_INSTANT.format(message.time()));
        headers.put(CONTENT, PROTOBUF);
        headers.put(Headers.TRACE_PARENT, message.trace().parent());
        if (!message.trace().state().isEmpty()) {
            headers.put(Headers.TRACE_STATE, message.trace().state());
        }
        return headers;
    }

    /**
     * Reads an event.
     *
     * @param headers the first value of each header, names in any case
     * @return the event, or nothing when it is a well-formed event of a type that we do not know
     * @throws UndecodableEventException when it is no event, with a sentence that says why
     */
    public static Optional<EventMessage> read(Map<String, String> headers, byte[] body)
            throws UndecodableEventException {
        Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        named.putAll(headers);
        if (!VERSION.equals(named.get(SPECIFICATION))) {
            throw new UndecodableEventException("The header " + SPECIFICATION
                    + (named.containsKey(SPECIFICATION) ? " is not " + VERSION : " is missing"));
        }
        String id = required(named, ID);
        String type = required(named, TYPE);
        Optional<Event> known = Event.ofType(type);
        return known.isEmpty() ? Optional.empty() : Optional.of(read(id, known.get(), named, body));
    }

    private static EventMessage read(String id, Event event, Map<String, String> headers, byte[] body)
            throws UndecodableEventException {
        String entity = required(headers, SUBJECT);
        Instant time = time(required(headers, TIME));
        if (body.length > Limits.EVENT_BYTES) {
            throw new UndecodableEventException(
                    "The body has " + body.length + " bytes, " + Limits.EVENT_BYTES + " are allowed");
        }
        Trace trace =
                Trace.of(headers.getOrDefault(Headers.TRACE_PARENT, ""), headers.getOrDefault(Headers.TRACE_STATE, ""));
        try {
            return new EventMessage(id, event, entity, time, trace, event.parse(body));
        } catch (InvalidProtocolBufferException garbage) {
            throw new UndecodableEventException("The body is not a "
                    + event.bodyPrototype().getDescriptorForType().getFullName());
        }
    }

    private static String required(Map<String, String> headers, String name) throws UndecodableEventException {
        String value = headers.get(name);
        if (value == null) {
            throw new UndecodableEventException("The header " + name + " is missing");
        }
        if (!EventMessage.isVisible(value) || value.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)) {
            throw new UndecodableEventException(
                    "The header " + name + " is not 1 to " + Limits.EVENT_ID_CHARACTERS + " visible ASCII characters");
        }
        return value;
    }

    private static Instant time(String value) throws UndecodableEventException {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(value, Instant::from);
        } catch (DateTimeException malformed) {
            throw new UndecodableEventException("The header " + TIME + " is not a time of RFC 3339");
        }
    }
}
