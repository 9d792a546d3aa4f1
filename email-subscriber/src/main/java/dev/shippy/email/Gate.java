package dev.shippy.email;

import dev.shippy.runtime.nats.EventSubscription;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the pulling of events while a server that mails need is away, and looks for it with growing pauses. When it answers, one
 * mail at a time is tried; when one has gone through, everything goes on. For one context.
 */
final class Gate {

    private static final int TRIAL = 1;
    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private enum State {
        OPEN,
        CLOSED,
        /** The servers answer; whether they take a mail is not known. */
        TRYING
    }

    private final Vertx vertx;
    private final Supplier<Future<Void>> probe;
    private final int concurrency;
    private final Pauses pauses;
    private final Reminder reminder = new Reminder(System::nanoTime);
    private final List<EventSubscription> subscriptions = new ArrayList<>();
    private State state = State.OPEN;
    private Duration pause;
    private long timer = -1;
    private boolean stopped;

    /**
     * An open gate.
     *
     * @param probe fails while a server is away; ends in bounded time
     * @param concurrency how many messages of a subscription may be worked on while it is open
     */
    Gate(Vertx vertx, Supplier<Future<Void>> probe, int concurrency, Pauses pauses) {
        this.vertx = vertx;
        this.probe = probe;
        this.concurrency = concurrency;
        this.pauses = pauses;
        this.pause = pauses.firstProbe();
    }

    /** Governs a subscription from now on. */
    void add(EventSubscription subscription) {
        subscriptions.add(subscription);
        subscription.limit(limit());
    }

    /** Whether nothing is to be begun. */
    boolean isClosed() {
        return state == State.CLOSED;
    }

    /** A mail has gone through. */
    void passed() {
        if (state == State.TRYING) {
            if (reminder.end()) {
                log.info("Mail delivery resumes");
            }
            pause = pauses.firstProbe();
            change(State.OPEN);
        }
    }

    /** A server was away. */
    void failed(String reason) {
        if (state == State.CLOSED || stopped) {
            return;
        }
        remind(reason);
        if (state == State.TRYING) {
            pause = longer(pauses.longestTrial());
        }
        change(State.CLOSED);
        probeLater();
    }

    /** Looks no more. */
    void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    private void probeLater() {
        timer = vertx.setTimer(
                pause.toMillis(),
                due -> Future.succeededFuture().compose(now -> probe.get()).onComplete(this::probed, this::stillAway));
    }

    private void probed(@SuppressWarnings("unused") Void answered) {
        if (!stopped) {
            change(State.TRYING);
        }
    }

    private void stillAway(Throwable failure) {
        if (!stopped) {
            remind(String.valueOf(failure.getMessage()));
            pause = longer(pauses.longestProbe());
            probeLater();
        }
    }

    private void remind(String reason) {
        if (reminder.isDue()) {
            log.warn("Mail delivery waits: {}", reason);
        }
    }

    private Duration longer(Duration longest) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(longest) < 0 ? twice : longest;
    }

    private void change(State next) {
        state = next;
        subscriptions.forEach(subscription -> subscription.limit(limit()));
    }

    private int limit() {
        return switch (state) {
            case OPEN -> concurrency;
            case CLOSED -> 0;
            case TRYING -> TRIAL;
        };
    }
}
