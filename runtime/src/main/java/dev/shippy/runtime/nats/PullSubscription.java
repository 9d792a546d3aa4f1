package dev.shippy.runtime.nats;

import dev.shippy.contracts.EventConsumer;
import dev.shippy.runtime.nats.DeliveryHandler.Outcome;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.PullSubscribeOptions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls as many messages as there are free places, on a thread of its own, and hands each to the handler on the subscriber's
 * context. A message has its place until its outcome is with the server.
 */
final class PullSubscription implements EventSubscription {

    private static final Logger log = LoggerFactory.getLogger(PullSubscription.class);
    /** How long the server may keep a pull; after a restart of the server the next one comes as late as that. */
    private static final Duration PULL_LIMIT = Duration.ofSeconds(1);

    private static final Duration CONFIRM_LIMIT = Duration.ofSeconds(2);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Vertx vertx;
    private final Context context;
    private final NatsLink link;
    private final EventConsumer consumer;
    private final DeliveryHandler handler;
    private final Thread thread;
    private final Promise<Void> ended = Promise.promise();
    /** Of the thread alone. */
    private @Nullable JetStreamSubscription subscription;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int limit;
    private int working;
    private boolean stopped;
    private boolean pulling = true;
    private long loggedNanos = System.nanoTime() - LOG_EVERY_NANOS;

    PullSubscription(Vertx vertx, NatsLink link, EventConsumer consumer, int concurrency, DeliveryHandler handler) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.link = link;
        this.consumer = consumer;
        this.limit = concurrency;
        this.handler = handler;
        this.thread = new Thread(this::run, "pull-" + consumer.stream());
        this.thread.setDaemon(true);
    }

    PullSubscription start() {
        thread.start();
        return this;
    }

    @Override
    public void limit(int messages) {
        lock.lock();
        try {
            limit = messages;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Future<Long> waiting() {
        return vertx.executeBlocking(() -> new Streams(link).waiting(consumer), false);
    }

    @Override
    public Future<Void> stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        return ended.future();
    }

    private void run() {
        try {
            for (int free = free(); free > 0; free = free()) {
                pull(free);
            }
        } catch (InterruptedException stopping) {
            log.debug("{} stops", thread.getName());
        } finally {
            unsubscribe();
            left(0, false);
        }
    }

    /** How many places there are, as soon as there is one; 0 when it is over. */
    private int free() throws InterruptedException {
        lock.lock();
        try {
            while (!stopped && working >= limit) {
                changed.await();
            }
            return stopped ? 0 : limit - working;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The subscription outlives each pull: what the server sends at the last moment of a pull still arrives, and would
     * otherwise come again only after the consumer's ackWait.
     */
    private void pull(int most) throws InterruptedException {
        if (!link.isWritable()) {
            pause();
            return;
        }
        try {
            JetStreamSubscription from = subscription();
            from.pull(PullRequestOptions.builder(most).expiresIn(PULL_LIMIT).build());
            long end = System.nanoTime() + PULL_LIMIT.toNanos();
            int taken = 0;
            for (long left = PULL_LIMIT.toNanos(); taken < most && left > 0; left = end - System.nanoTime()) {
                Message next = from.nextMessage(Duration.ofNanos(left));
                if (next != null) {
                    take(next);
                    taken++;
                }
            }
        } catch (IOException | JetStreamApiException | RuntimeException failure) {
            // Whatever it is, this thread goes on: without it no mail goes out, and nothing else would show it.
            unsubscribe();
            logSeldom(failure);
            pause();
        }
    }

    private JetStreamSubscription subscription() throws IOException, JetStreamApiException {
        JetStreamSubscription present = subscription;
        if (present == null) {
            present = link.connection()
                    .jetStream()
                    .subscribe(null, PullSubscribeOptions.bind(consumer.stream().name(), consumer.name()));
            subscription = present;
        }
        return present;
    }

    private void unsubscribe() {
        JetStreamSubscription present = subscription;
        subscription = null;
        try {
            if (present != null) {
                present.unsubscribe();
            }
        } catch (IllegalStateException alreadyClosed) {
            log.debug("{} is closed already", thread.getName());
        }
    }

    private void take(Message message) {
        Delivery delivery = new Delivery(
                StoredMessages.delivered(message), message.metaData().deliveredCount());
        lock.lock();
        try {
            working++;
        } finally {
            lock.unlock();
        }
        context.runOnContext(given -> handle(message, delivery));
    }

    private void handle(Message message, Delivery delivery) {
        Future.succeededFuture(delivery)
                .compose(handler::handle)
                .recover(failure -> afterFailure(delivery, failure))
                .compose(outcome -> tell(message, outcome))
                .onFailure(failure -> log.info(
                        "What became of {} did not reach NATS, so it comes again: {}",
                        delivery.message(),
                        failure.toString()))
                .onComplete(done -> left(1, pulling));
    }

    private static Future<Outcome> afterFailure(Delivery delivery, Throwable failure) {
        log.error("{} was not handled", delivery.message(), failure);
        return Future.succeededFuture(Outcome.again(AFTER_FAILURE));
    }

    private Future<Void> tell(Message message, Outcome outcome) {
        return vertx.executeBlocking(() -> confirm(message, outcome), false);
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private static Void confirm(Message message, Outcome outcome) throws TimeoutException, InterruptedException {
        switch (outcome.kind()) {
            case DONE -> message.ackSync(CONFIRM_LIMIT);
            case AGAIN -> message.nakWithDelay(outcome.delay());
            case GIVEN_UP -> message.term();
        }
        return null;
    }

    /** Places that are free again, or the end of the pulling. */
    private void left(int places, boolean goesOn) {
        lock.lock();
        try {
            working -= places;
            pulling = goesOn && pulling;
            changed.signalAll();
            if (!pulling && working == 0) {
                ended.tryComplete();
            }
        } finally {
            lock.unlock();
        }
    }

    private void pause() throws InterruptedException {
        lock.lock();
        try {
            long left = PAUSE.toNanos();
            while (!stopped && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void logSeldom(Exception failure) {
        long now = System.nanoTime();
        if (!stopped && now - loggedNanos >= LOG_EVERY_NANOS) {
            loggedNanos = now;
            log.warn("{} {} cannot be read now: {}", consumer.stream(), consumer.name(), failure.getMessage());
        }
    }
}
