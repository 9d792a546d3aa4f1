package dev.shippy.contracts;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.shippy.contracts.consignment.v1.ConsignmentEvent;
import dev.shippy.contracts.user.v1.UserEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What has happened: one subject of exactly two tokens each, published by one service. */
public enum Event {
    USER_CREATED(Services.USER, "user.created", UserEvent.getDefaultInstance()),
    USER_DELETED(Services.USER, "user.deleted", UserEvent.getDefaultInstance()),
    CONSIGNMENT_BOOKED(Services.CONSIGNMENT, "consignment.booked", ConsignmentEvent.getDefaultInstance()),
    CONSIGNMENT_REJECTED(Services.CONSIGNMENT, "consignment.rejected", ConsignmentEvent.getDefaultInstance()),
    CONSIGNMENT_CANCELLED(Services.CONSIGNMENT, "consignment.cancelled", ConsignmentEvent.getDefaultInstance());

    private final String service;
    private final String subject;
    private final Message body;

    Event(String service, String subject, Message body) {
        this.service = service;
        this.subject = subject;
        this.body = body;
    }

    /** The service that publishes it. */
    public String service() {
        return service;
    }

    /** The NATS subject, {@code <entity>.<past tense>}. */
    public String subject() {
        return subject;
    }

    /** The CloudEvents type, such as {@code dev.shippy.user.created.v1}. */
    public String type() {
        return "dev.shippy." + subject + ".v1";
    }

    /** An empty body, for its type. */
    public Message bodyPrototype() {
        return body;
    }

    /** Reads a body; unknown fields are dropped while parsing. Cap the size first. */
    public Message parse(byte[] bytes) throws InvalidProtocolBufferException {
        return DiscardUnknownFieldsParser.wrap(body.getParserForType()).parseFrom(bytes);
    }

    /** The event with this CloudEvents type, if we know it. */
    public static Optional<Event> ofType(String type) {
        return Arrays.stream(values())
                .filter(event -> event.type().equals(type))
                .findFirst();
    }

    /** The event with this subject, if we know it. */
    public static Optional<Event> ofSubject(String subject) {
        return Arrays.stream(values())
                .filter(event -> event.subject.equals(subject))
                .findFirst();
    }

    /** The subjects of all events of one service. */
    public static List<String> subjectsOf(String service) {
        return Arrays.stream(values())
                .filter(event -> event.service.equals(service))
                .map(Event::subject)
                .toList();
    }

    /** The subjects of all events. */
    public static List<String> subjects() {
        return Arrays.stream(values()).map(Event::subject).toList();
    }
}
