package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.embedded.Shared;
import dev.shippy.runtime.postgres.PostgresStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresLoginThrottleIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final TestContext context = new TestContext();
    private PostgresStore store;

    @BeforeAll
    void open() {
        store = TestDatabase.store(context.vertx, server());
    }

    @AfterAll
    void close() {
        context.close();
    }

    /** The address of the PostgreSQL. */
    String server() {
        return Shared.postgres().url();
    }

    @Test
    void letsFourFailuresPassAndMakesTheFifthWait() {
        LoginThrottle throttle = throttle(LONG, LONG);
        EmailAddress email = Samples.email();

        fail(throttle, email, 4);
        assertEquals(Duration.ZERO, remaining(throttle, email));
        fail(throttle, email, 1);

        assertBetween(Duration.ofSeconds(50), LONG, remaining(throttle, email));
        assertBetween(
                Duration.ofSeconds(50),
                LONG,
                remaining(throttle, new EmailAddress(email.text().toUpperCase(Locale.ROOT))));
        assertEquals(Duration.ZERO, remaining(throttle, Samples.email()));
    }

    @Test
    void doublesTheWaitUpToItsCap() {
        Duration first = Duration.ofMillis(40);
        LoginThrottle throttle = throttle(first, Duration.ofMillis(150));
        EmailAddress email = Samples.email();
        fail(throttle, email, 4);

        for (long most : new long[] {40, 80, 150, 150}) {
            fail(throttle, email, 1);
            Duration wait = remaining(throttle, email);
            assertTrue(wait.toMillis() <= most, wait + " of " + most);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(TestContext.PATIENCE)
                    .until(() -> remaining(throttle, email).isZero());
        }
        LoginThrottle slower = throttle(LONG, Duration.ofMinutes(5));
        fail(slower, email, 1);
        assertBetween(Duration.ofSeconds(290), Duration.ofMinutes(5), remaining(slower, email));
    }

    @Test
    void countsNoFailureWhileTheAddressWaits() {
        LoginThrottle throttle = throttle(LONG, Duration.ofHours(1));
        EmailAddress email = Samples.email();

        List<Duration> answers = context.call(() -> Future.all(IntStream.range(0, 30)
                        .mapToObj(n -> throttle.failed(email))
                        .toList()))
                .list();

        assertEquals(5, answers.stream().filter(Duration::isZero).count());
        assertBetween(Duration.ofSeconds(50), LONG, remaining(throttle, email));
    }

    @Test
    void forgetsFailuresAfterASuccess() {
        LoginThrottle throttle = throttle(LONG, LONG);
        EmailAddress email = Samples.email();
        fail(throttle, email, 4);

        assertEquals(Duration.ZERO, context.call(() -> throttle.succeeded(email)));

        fail(throttle, email, 4);
        assertEquals(Duration.ZERO, remaining(throttle, email));
    }

    @Test
    void doesNotLetASuccessEndAWait() {
        LoginThrottle throttle = throttle(LONG, LONG);
        EmailAddress email = Samples.email();
        fail(throttle, email, 5);

        assertTrue(context.call(() -> throttle.succeeded(email)).toSeconds() > 50);
        assertTrue(remaining(throttle, email).toSeconds() > 50);
    }

    @Test
    void remembersWhatIsNotOld() {
        LoginThrottle throttle = throttle(LONG, LONG);
        EmailAddress email = Samples.email();
        fail(throttle, email, 5);

        context.call(throttle::forgetOld);

        assertTrue(remaining(throttle, email).toSeconds() > 50);
    }

    @Test
    void forgetsWhatIsOld() {
        LoginThrottle throttle = throttle(LONG, LONG);
        EmailAddress email = Samples.email();
        fail(throttle, email, 4);
        context.call(() -> store.write(
                "UPDATE login_throttle SET failed_at = failed_at - interval '2 hours' WHERE address_key = $1",
                Tuple.of(Digests.sha256(email.key()))));

        context.call(throttle::forgetOld);

        fail(throttle, email, 4);
        assertEquals(Duration.ZERO, remaining(throttle, email));
    }

    private LoginThrottle throttle(Duration first, Duration longest) {
        return new PostgresLoginThrottle(store, new ThrottleConfig(5, first, longest));
    }

    private void fail(LoginThrottle throttle, EmailAddress email, int times) {
        for (int time = 0; time < times; time++) {
            assertEquals(Duration.ZERO, context.call(() -> throttle.failed(email)));
        }
    }

    private Duration remaining(LoginThrottle throttle, EmailAddress email) {
        return context.call(() -> throttle.remaining(email));
    }

    private static void assertBetween(Duration least, Duration most, Duration actual) {
        assertTrue(actual.compareTo(least) >= 0 && actual.compareTo(most) <= 0, () -> actual.toString());
    }
}
