package dev.shippy.contracts;

import java.util.Arrays;
import java.util.List;

/** What has happened: one subject of exactly two tokens each, published by one service. */
public enum Event {
    USER_CREATED("user", "user.created"),
    USER_DELETED("user", "user.deleted"),
    CONSIGNMENT_BOOKED("consignment", "consignment.booked"),
    CONSIGNMENT_REJECTED("consignment", "consignment.rejected"),
    CONSIGNMENT_CANCELLED("consignment", "consignment.cancelled");

    private final String service;
    private final String subject;

    Event(String service, String subject) {
        this.service = service;
        this.subject = subject;
    }

    /** The service that publishes it. */
    public String service() {
        return service;
    }

    /** The NATS subject, {@code <entity>.<past tense>}. */
    public String subject() {
        return subject;
    }

    /** The subjects of all events, or of one service's. */
    public static List<String> subjectsOf(String service) {
        return Arrays.stream(values())
                .filter(event -> event.service.equals(service))
                .map(Event::subject)
                .toList();
    }

    public static List<String> subjects() {
        return Arrays.stream(values()).map(Event::subject).toList();
    }
}
