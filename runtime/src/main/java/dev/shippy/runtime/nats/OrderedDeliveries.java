package dev.shippy.runtime.nats;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.Durations;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer of its own delivers, without a gap: where a message is missing or the server was away, it makes another one
 * that goes on after the last message. jnats' ordered consumer does not say whether there is anything to come, and notices a
 * restarted server later. Fetches ahead at most {@link #BATCH} messages. For one thread.
 */
final class OrderedDeliveries implements AutoCloseable {

    /** One message and where it stands. */
    record Delivered(Message message, DeliveryPlace place) {}

    private static final int BATCH = 1_000;
    /** More than the largest message has. */
    private static final long PULL_BYTES = 2L * 1024 * 1024;

    private static final Duration PULL_LIMIT = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    /** Without a message or a heartbeat for so long, the consumer is taken for lost. */
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final Duration SLICE = Duration.ofMillis(50);

    private final NatsLink link;
    private final StreamApi api;
    private final StreamSelection selection;
    private final int batch;
    private final Duration awayLimit;
    private ReadingConsumer consumer;
    private Subscription subscription;
    private String inbox;
    private int asked;
    private long sequence;
    private long consumerSequence;
    private long pending;

    /**
     * @param limit how long to wait for the server
     * @param awayLimit how long to wait for it when it goes away later
     */
    OrderedDeliveries(NatsLink link, StreamApi api, StreamSelection selection, Duration limit, Duration awayLimit)
            throws InterruptedException, JetStreamApiException {
        this.link = link;
        this.api = api;
        this.selection = selection;
        this.awayLimit = awayLimit;
        this.batch = (int) Math.min(BATCH, selection.most());
        this.consumer = ReadingConsumer.create(api, selection, limit);
        this.pending = consumer.pending();
        this.inbox = link.connection().createInbox();
        this.subscription = link.connection().subscribe(inbox);
    }

    /** How many messages are still to come, as far as is known. */
    long pending() {
        return pending;
    }

    /**
     * Waits for the next message.
     *
     * @return the message, or null when it makes sense to look at {@link #pending} again
     */
    @Nullable
    Delivered next() throws InterruptedException {
        long heardNanos = System.nanoTime();
        while (true) {
            pull();
            Message message = subscription.nextMessage(SLICE);
            if (message == null) {
                api.requireNotRefused();
                if (System.nanoTime() - heardNanos > SILENCE_NANOS) {
                    resume();
                    return null;
                }
            } else if (DeliveryPlace.isOne(message.getReplyTo())) {
                DeliveryPlace place = DeliveryPlace.of(message.getReplyTo());
                return accept(place) ? new Delivered(message, place) : null;
            } else if (message.isStatusMessage()) {
                heardNanos = System.nanoTime();
                if (onStatus(new PullStatus(message))) {
                    return null;
                }
            }
        }
    }

    @Override
    public void close() {
        if (subscription.isActive()) {
            subscription.unsubscribe();
        }
        consumer.delete(link);
    }

    private boolean accept(DeliveryPlace place) throws InterruptedException {
        if (place.consumerSequence() != consumerSequence + 1) {
            resume();
            return false;
        }
        consumerSequence = place.consumerSequence();
        sequence = place.sequence();
        pending = place.pending();
        asked--;
        return true;
    }

    private void pull() {
        if (asked > batch / 2 || !link.isWritable()) {
            return;
        }
        PullRequestOptions request = PullRequestOptions.builder(batch - asked)
                .maxBytes(PULL_BYTES)
                .expiresIn(PULL_LIMIT)
                .idleHeartbeat(HEARTBEAT)
                .build();
        try {
            link.publish(consumer.subject("CONSUMER.MSG.NEXT"), inbox, null, request.serialize());
            asked = batch;
        } catch (IllegalStateException lost) { // this moment; then nothing is heard, and another consumer is made
            return;
        }
    }

    /** Returns whether {@link #pending} may be another one now. */
    private boolean onStatus(PullStatus status) throws InterruptedException {
        if (status.isOverForPull()) {
            asked = Math.max(0, asked - status.unused());
            return false;
        }
        if (!status.isHeartbeat() || status.isAheadOf(consumerSequence)) {
            resume();
            return true;
        }
        return refresh();
    }

    /** Messages that were still to come may have become too old meanwhile. */
    private boolean refresh() throws InterruptedException {
        if (selection.follows()) {
            return false;
        }
        try {
            pending = consumer.info(api, awayLimit).getNumPending();
        } catch (JetStreamApiException gone) {
            resume();
        }
        return true;
    }

    private void resume() throws InterruptedException {
        close();
        StreamSelection rest = sequence == 0 ? selection : selection.from(sequence + 1);
        try {
            consumer = ReadingConsumer.create(api, rest, awayLimit);
            inbox = link.connection().createInbox();
            subscription = link.connection().subscribe(inbox);
        } catch (JetStreamApiException failure) {
            throw JetStreamErrors.translate(link, failure);
        } catch (ServiceException failure) {
            throw failure.code() == ErrorCode.UNAVAILABLE ? goneAway(failure) : failure;
        }
        pending = consumer.pending();
        consumerSequence = 0;
        asked = 0;
    }

    private ServiceException goneAway(ServiceException failure) {
        return ServiceException.unavailable(
                "NATS went away and did not come back within " + Durations.format(awayLimit) + "; "
                        + (sequence == 0 ? "nothing was read" : "the last message read has the sequence " + sequence),
                failure);
    }
}
