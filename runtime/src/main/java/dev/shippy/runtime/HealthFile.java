package dev.shippy.runtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is as young as the last time that everything answered. Whoever watches a service, such as a container's health
 * check, looks at the file's age: that needs neither a port nor another process that talks to NATS.
 */
final class HealthFile {

    private static final Logger log = LoggerFactory.getLogger(HealthFile.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Path file;
    private final HealthCheck check;
    private final Duration every;
    private boolean healthy = true;

    private HealthFile(Vertx vertx, Path file, HealthCheck check, Duration every) {
        this.vertx = vertx;
        this.file = file;
        this.check = check;
        this.every = every;
    }

    /** Checks at once and then every 2 s, until Vert.x ends; an outage and its end cost a log line each. */
    static void keep(Vertx vertx, Path file, HealthCheck check) {
        keep(vertx, file, check, EVERY);
    }

    static void keep(Vertx vertx, Path file, HealthCheck check, Duration every) {
        HealthFile kept = new HealthFile(vertx, file, check, every);
        vertx.runOnContext(begin -> kept.round());
    }

    private void round() {
        Future.succeededFuture()
                .compose(start -> check.check())
                .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .compose(well -> vertx.executeBlocking(this::renew, false))
                .onSuccess(renewed -> report(true, ""))
                .onFailure(failure -> report(false, String.valueOf(failure.getMessage())))
                .onComplete(over -> vertx.setTimer(every.toMillis(), timer -> round()));
    }

    private Path renew() throws IOException {
        if (!Files.exists(file)) {
            return Files.createFile(file);
        }
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }

    private void report(boolean now, String reason) {
        if (now != healthy) {
            healthy = now;
            log.info(now ? "Healthy again" : "Not healthy: {}", reason);
        }
    }
}
