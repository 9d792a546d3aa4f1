package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthFileTest {

    private static final Duration EVERY = Duration.ofMillis(5);
    private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger checks = new AtomicInteger();
    private volatile boolean well = true;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void keep() {
        file = folder.resolve("healthy");
        HealthFile.keep(vertx, file, this::check, EVERY);
        Awaitility.await().until(() -> Files.exists(file));
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void isRenewedWhileEverythingAnswers() throws IOException {
        var unused = Files.setLastModifiedTime(file, LONG_AGO);

        Awaitility.await().until(() -> !Files.getLastModifiedTime(file).equals(LONG_AGO));
    }

    @Test
    void growsOldWhileSomethingDoesNot() throws IOException {
        well = false;
        // The check that is under way may still have found everything well.
        awaitMoreChecks();
        var unused = Files.setLastModifiedTime(file, LONG_AGO);
        awaitMoreChecks();

        assertEquals(LONG_AGO, Files.getLastModifiedTime(file));

        well = true;
        Awaitility.await().until(() -> !Files.getLastModifiedTime(file).equals(LONG_AGO));
    }

    private void awaitMoreChecks() {
        int before = checks.get();
        Awaitility.await().until(() -> checks.get() > before + 2);
    }

    private Future<Void> check() {
        checks.incrementAndGet();
        return well ? Future.succeededFuture() : Future.failedFuture("away");
    }
}
