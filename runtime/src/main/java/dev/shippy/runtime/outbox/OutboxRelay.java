package dev.shippy.runtime.outbox;

import dev.shippy.contracts.EventStream;
import dev.shippy.runtime.Health;
import dev.shippy.runtime.nats.EventPublisher;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the events of a source. Whoever has written one pokes the relay with it, which publishes it at once; a look every
 * now and then finds what was left, by a crash or while the broker was away. Any number of relays may work on one source:
 * each entry has a lease, and what two publish all the same is stored once, by its id. Events of one entity are published in
 * their order; entities do not wait for each other. What is under way, what waits and how often it is tried is bounded. For
 * one context.
 */
public final class OutboxRelay {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final int MOST_POKED = 1_000;
    /** A poll takes long only on an overloaded store. */
    private static final int IDLE_TIMES = 9;

    /** An entry and the end of its writer's lease. */
    private record Poked(OutboxEntry entry, long endNanos) {}

    private final Vertx vertx;
    private final OutboxSource source;
    private final Supplier<Future<Boolean>> stream;
    private final OutboxConfig config;
    private final Road road = new Road();
    private final Queue<Poked> poked = new ArrayDeque<>();
    private final Publishing publishing;
    private final Promise<Void> idle = Promise.promise();
    private int underWay;
    private boolean looking;
    /** Whether the last look took all that it had room for. */
    private boolean more;

    private boolean stopped;
    private long timer = -1;

    /**
     * A relay that does nothing yet.
     *
     * @param stream whether {@link EventStream#EVENTS} is there, see {@link dev.shippy.runtime.nats.Nats#hasStream}
     */
    public OutboxRelay(
            Vertx vertx,
            OutboxSource source,
            EventPublisher publisher,
            Supplier<Future<Boolean>> stream,
            OutboxConfig config) {
        this.vertx = vertx;
        this.source = source;
        this.stream = stream;
        this.config = config;
        this.publishing = new Publishing(source, publisher, road);
    }

    /**
     * Begins to publish, as soon as the stream is there.
     *
     * @return an {@link IllegalStateException} with a sentence when the stream has other settings than it has to have
     */
    public Future<Void> start() {
        return ask().transform(answer -> {
            if (answer.cause() instanceof IllegalStateException) {
                return Future.failedFuture(answer.cause());
            }
            lookAfter(Duration.ZERO);
            return Future.succeededFuture();
        });
    }

    /** Publishes what was just written; what is too much for now waits until its lease is over. */
    public void poke(OutboxEntry entry) {
        if (!stopped && poked.size() < MOST_POKED) {
            poked.add(new Poked(entry, System.nanoTime() + config.lease().toNanos()));
            next();
        }
    }

    /** How many events wait, and why if they are not published. Asks the source, within {@link Health#LIMIT}; never fails. */
    public Future<Health> health() {
        return new OutboxHealth(source, road).ask();
    }

    /** Begins nothing more, and ends when nothing is under way, or with the limit; the rest is taken over after its lease. */
    public Future<Void> stop(Duration limit) {
        stopped = true;
        poked.clear();
        vertx.cancelTimer(timer);
        if (underWay == 0) {
            return Future.succeededFuture();
        }
        return idle.future()
                .timeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
                .transform(over -> Future.succeededFuture());
    }

    private void lookAfter(Duration pause) {
        if (!stopped) {
            vertx.cancelTimer(timer);
            timer = vertx.setTimer(Math.max(1, pause.toMillis()), fired -> look());
        }
    }

    private void look() {
        looking = true;
        Future<?> seen = road.isClosed() ? ask() : Future.succeededFuture();
        seen.transform(answered -> claim()).onComplete(pause -> {
            looking = false;
            lookAfter(pause.succeeded() ? pause.result() : config.poll());
            goOn();
        });
    }

    private Future<Boolean> ask() {
        return Future.succeededFuture().compose(now -> stream.get()).onComplete(this::answered);
    }

    private void answered(AsyncResult<Boolean> there) {
        if (there.failed()) {
            road.notSeen(Publishing.sentence(there.cause()));
        } else if (there.result()) {
            road.seen();
        } else {
            road.notSeen("The stream " + EventStream.EVENTS + " is not there; `shippy provision` makes it");
        }
    }

    /** Takes what there is room for. @return the pause until the next look */
    private Future<Duration> claim() {
        more = false;
        int room = room();
        if (room == 0) {
            return Future.succeededFuture(config.poll());
        }
        long begun = System.nanoTime();
        return source.claim(room)
                .onSuccess(entries -> begin(entries, room))
                .onFailure(failure -> log.debug("Events were not looked for: {}", failure.getMessage()))
                .map(claimed -> pauseAfter(Duration.ofNanos(System.nanoTime() - begun)));
    }

    private Duration pauseAfter(Duration look) {
        Duration rare = look.multipliedBy(IDLE_TIMES);
        return rare.compareTo(config.poll()) > 0 ? rare : config.poll();
    }

    private void begin(List<OutboxEntry> entries, int room) {
        more = entries.size() >= room;
        if (!stopped) {
            entries.forEach(this::begin);
        }
    }

    private void begin(OutboxEntry entry) {
        underWay++;
        publishing.run(entry).onComplete(settled -> {
            underWay--;
            goOn();
        });
    }

    /** Fresh ones first, so that they do not wait behind what an outage has left. */
    private void next() {
        while (!poked.isEmpty() && room() > 0) {
            Poked first = poked.remove();
            if (first.endNanos() - System.nanoTime() > 0) {
                begin(first.entry());
            }
        }
    }

    /** After a look or an entry has ended. */
    private void goOn() {
        next();
        if (more && !looking && room() > config.batch() / 2) {
            more = false;
            lookAfter(Duration.ZERO);
        }
        if (stopped && underWay == 0) {
            idle.tryComplete();
        }
    }

    private int room() {
        return stopped ? 0 : Math.max(0, road.room(config.batch()) - underWay);
    }
}
