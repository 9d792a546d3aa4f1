package dev.shippy.contracts;

import java.time.Duration;
import java.util.List;

/**
 * A durable pull consumer with explicit acknowledgement, from the stream's beginning, without a filter: types that its service
 * does not know are acknowledged.
 *
 * @param stream where it reads
 * @param name the service that reads, which is the durable's name
 * @param ackWait how long after its delivery a message that was not acknowledged comes again
 * @param maxDeliver how often a message is delivered at most, -1 without an end; then the server says so in {@link EventStream#ADVISORIES}. It is
 *     the net below the subscriber's own count of attempts, and so large that outages do not reach it
 * @param maxAckPending how many messages may be out at a time, those that wait for a retry included
 */
public record EventConsumer(EventStream stream, String name, Duration ackWait, int maxDeliver, int maxAckPending) {

    private static final Duration ACK_WAIT = Duration.ofSeconds(60);
    private static final int MAX_DELIVER = 100;
    /** Of the net itself: what falls through it is caught by nobody, and doing it again does nothing. */
    private static final int WITHOUT_END = -1;

    private static final int MAX_ACK_PENDING = 1_000;

    /** All of them. */
    public static List<EventConsumer> all() {
        return List.of(
                emailSubscriber(EventStream.EVENTS),
                emailSubscriber(EventStream.REDELIVER),
                emailSubscriber(EventStream.ADVISORIES));
    }

    /** The subscriber's consumer of a stream. */
    public static EventConsumer emailSubscriber(EventStream stream) {
        int maxDeliver = stream == EventStream.ADVISORIES ? WITHOUT_END : MAX_DELIVER;
        return new EventConsumer(stream, Services.EMAIL_SUBSCRIBER, ACK_WAIT, maxDeliver, MAX_ACK_PENDING);
    }
}
