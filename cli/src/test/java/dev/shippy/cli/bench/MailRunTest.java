package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailRunTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    Path folder;

    private final AtomicInteger mails = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    /** As the mail catcher does: whoever finds the file finds all of it. */
    private void mail(String to) {
        String name = String.valueOf(mails.incrementAndGet());
        String text = "From: Shippy <no-reply@shippy.local>\r\nTo: " + to
                + "\r\nSubject: Welcome\r\n\r\nTo: <nobody@example.com>\r\n";
        try {
            Path part = Files.writeString(folder.resolve("." + name + ".part"), text);
            Path unused = Files.move(part, folder.resolve(name + ".eml"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Test
    void hearsOfEachMail() throws InterruptedException {
        Welcomed welcomed = run(address -> {
            mail("Load test\r\n <" + address + ">");
            return Future.succeededFuture();
        });

        assertEquals(10, welcomed.asked());
        assertEquals(10, welcomed.signedUp());
        assertEquals(10, welcomed.mails());
        assertEquals(0, welcomed.missing() + welcomed.repeated());
        assertTrue(welcomed.toInbox().p50() < SHORT.toNanos() / 1000.0, welcomed::sentence);
    }

    @Test
    void countsMissingAndRepeatedMails() throws InterruptedException {
        // Every other one gets two mails, the rest none.
        Welcomed welcomed = run(address -> {
            if (asked.getAndIncrement() % 2 == 0) {
                mail(address);
                mail("<" + address + ">");
            }
            return Future.succeededFuture();
        });

        assertEquals(5, welcomed.mails());
        assertEquals(5, welcomed.missing());
        assertEquals(5, welcomed.repeated());
    }

    @Test
    void ignoresMailsOfEarlierRuns() throws InterruptedException {
        mail("<earlier@example.com>");
        Welcomed welcomed = run(address -> Future.failedFuture("no answer"));

        assertEquals(0, welcomed.mails());
        assertEquals(10, welcomed.errors());
    }

    private Welcomed run(Function<String, Future<?>> service) throws InterruptedException {
        Welcomes welcomes = new Welcomes(50);
        new MailRun(service, folder, 50, SHORT, SHORT).run(SHORT, welcomes);
        return welcomes.count();
    }
}
