package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailerHealthTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final TestContext context = new TestContext();
    private final FakeMailer mailer = new FakeMailer();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final Gate gate =
            new Gate(context.vertx, Future::succeededFuture, 8, new Pauses(NEVER, NEVER, NEVER, NEVER));
    private final MailerHealth health = new MailerHealth(mailer, gate, nanos::get);

    @AfterEach
    void close() {
        gate.stop();
        context.close();
    }

    /** Anyone may ask, and the server may lock the account. */
    @Test
    void repeatsARefusedLoginWithGrowingPauses() {
        mailer.failWith(refused());
        for (int second = 0; second < 600; second++) {
            assertFalse(isGood());
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        }

        // After 0, 6, 18 and 42 s, then every 30 s.
        assertEquals(4 + 18, mailer.probes());
    }

    @Test
    void noticesWithinFiveSecondsThatTheServerIsAway() {
        assertTrue(isGood());
        assertTrue(isGood());
        assertEquals(1, mailer.probes());

        mailer.failWith(refused());
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());

        assertFalse(isGood());
    }

    @Test
    void believesAMailThatWentThroughMeanwhile() {
        mailer.failWith(refused());
        assertFalse(isGood());

        mailer.failWith(null);

        assertTrue(isGood());
        assertEquals(1, mailer.probes());
    }

    @Test
    void leavesTheProbesToAClosedGate() {
        mailer.failWith(refused());
        context.call(() -> {
            gate.failed("535 wrong password");
            return Future.succeededFuture();
        });

        assertFalse(isGood());
        assertEquals(0, mailer.probes());
    }

    private static MailFailure refused() {
        return MailFailure.unreachable("535 wrong password", new Exception());
    }

    private boolean isGood() {
        return context.call(() -> health.check().transform(done -> Future.succeededFuture(done.succeeded())));
    }
}
