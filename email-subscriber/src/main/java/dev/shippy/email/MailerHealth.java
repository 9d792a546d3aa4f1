package dev.shippy.email;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the SMTP server answers, for anyone who asks. It is probed at most every 3 s, and while it fails, with pauses
 * that double up to 30 s: strangers must not make the service repeat a refused login. While the gate is closed, which
 * probes by itself, and during a pause, the answer is what is known. For one context.
 */
final class MailerHealth {

    static final Duration SHORTEST = Duration.ofSeconds(3);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final Mailer mailer;
    private final Gate gate;
    private final LongSupplier nanoTime;
    private Duration pause = SHORTEST;
    private long probedNanos;
    private @Nullable Future<Void> probe;

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    MailerHealth(Mailer mailer, Gate gate, LongSupplier nanoTime) {
        this.mailer = mailer;
        this.gate = gate;
        this.nanoTime = nanoTime;
    }

    /** Fails if the server does not answer, or refuses the login. */
    Future<Void> check() {
        if (probe != null && !probe.isComplete()) {
            return probe;
        }
        if (gate.isClosed() || (probe != null && nanoTime.getAsLong() - probedNanos < pause.toNanos())) {
            return mailer.reachable()
                    ? Future.succeededFuture()
                    : Future.failedFuture("The SMTP server did not answer when it was last spoken to");
        }
        probe = mailer.probe().onComplete(done -> probed(done.succeeded()));
        return probe;
    }

    private void probed(boolean answered) {
        probedNanos = nanoTime.getAsLong();
        pause = answered ? SHORTEST : longer();
    }

    private Duration longer() {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
}
