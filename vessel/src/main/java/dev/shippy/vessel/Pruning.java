package dev.shippy.vessel;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the vessels forget closed reservation ids, again and again, one round at a time. */
final class Pruning {

    private static final Logger log = LoggerFactory.getLogger(Pruning.class);

    private final Vertx vertx;
    private final VesselRepository vessels;
    private final Tombstones tombstones;
    private final Duration every;
    private boolean stopped;

    Pruning(Vertx vertx, VesselRepository vessels, Tombstones tombstones, Duration every) {
        this.vertx = vertx;
        this.vessels = vessels;
        this.tombstones = tombstones;
        this.every = every;
    }

    /** Begins; every round comes so long after the end of the one before. */
    void start() {
        vertx.setTimer(every.toMillis(), fired -> round());
    }

    /** No round begins any more. */
    void stop() {
        stopped = true;
    }

    private void round() {
        if (stopped) {
            return;
        }
        vessels.prune(tombstones)
                .onFailure(failure -> log.warn("Closed reservations stay for now: {}", failure.getMessage()))
                .onComplete(done -> start());
    }
}
