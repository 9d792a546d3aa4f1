package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.user.PasswordHasher.Purpose;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mindrot.jbcrypt.BCrypt;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordHasherTest {

    private final TestContext context = new TestContext();

    @AfterAll
    void close() {
        context.close();
    }

    @Test
    void knowsAPasswordByItsHash() {
        PasswordHasher hasher = hasher(4, 8, 8);

        String hash = hash(hasher, Samples.PASSWORD);

        assertTrue(matches(hasher, Samples.PASSWORD, hash));
        assertFalse(matches(hasher, new Password("wrong horse"), hash));
        assertNotEquals(hash, hash(hasher, Samples.PASSWORD));
    }

    @Test
    void hashesWithTheCostThatIsAskedFor() {
        assertTrue(hash(hasher(5, 8, 8), Samples.PASSWORD).startsWith("$2a$05$"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "$2b$04$abcdefghijklmnopqrstuu", "$2a$99$", "$2a$04$short"})
    void takesAMalformedHashForNobodys(String malformed) {
        assertFalse(matches(hasher(4, 8, 8), Samples.PASSWORD, malformed));
    }

    @Test
    void comparesWithNobodysHashAtFullCost() {
        PasswordHasher hasher = hasher(10, 8, 8);
        String real = BCrypt.hashpw("another", BCrypt.gensalt(10));

        long nobody = nanos(() -> assertFalse(matches(hasher, Samples.PASSWORD, hasher.nobodysHash())));
        long somebody = nanos(() -> assertFalse(matches(hasher, Samples.PASSWORD, real)));

        assertTrue(nobody > somebody / 3, nobody + " ns against " + somebody + " ns");
    }

    @Test
    void callsAHashOfLowerCostWeak() {
        PasswordHasher hasher = hasher(5, 8, 8);

        assertTrue(hasher.isWeak(BCrypt.hashpw("x", BCrypt.gensalt(4))));
        assertFalse(hasher.isWeak(BCrypt.hashpw("x", BCrypt.gensalt(5))));
        assertFalse(hasher.isWeak(BCrypt.hashpw("x", BCrypt.gensalt(6))));
        assertFalse(hasher.isWeak("malformed"));
    }

    @Test
    void writesNobodysHashTheSameInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            PasswordHasher hasher = hasher(12, 8, 8);

            assertTrue(hasher.nobodysHash().startsWith("$2a$12$"), hasher.nobodysHash());
            assertFalse(hasher.isWeak(hasher.nobodysHash()));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void saysWhenToTryAgain() {
        PasswordHasher hasher = hasher(12, 8, 8);
        Promise<String> end = Promise.promise();
        context.call(() -> {
            for (int n = 0; n < 8; n++) {
                hasher.admit(Purpose.LOGIN, end::future).onFailure(unused -> {});
            }
            return Future.succeededFuture();
        });

        ServiceException refused = context.refused(() -> hasher.admit(Purpose.LOGIN, end::future));

        // Eight hashes of about 250 ms each, one after the other.
        assertEquals("Too many passwords are being checked; try again in 2 s", refused.sentence());
        end.complete("done");
    }

    @Test
    void refusesAtOnceWhatItsQueueCannotHoldAndKeepsRoomForTheOtherPurpose() {
        PasswordHasher hasher = hasher(6, 2, 3);

        // The only thread is busy until everybody has asked: no hash is done before.
        CountDownLatch asked = new CountDownLatch(1);
        Future<Boolean> busy = context.vertx
                .createSharedWorkerExecutor("passwords", 1)
                .executeBlocking(() -> asked.await(30, TimeUnit.SECONDS), false);
        List<Future<String>> signUps = context.call(() -> Future.succeededFuture(IntStream.range(0, 10)
                .mapToObj(n -> hasher.hash(Purpose.SIGN_UP, Samples.PASSWORD, Samples.soon()))
                .toList()));
        Future<Boolean> logsIn = context.start(
                () -> hasher.matches(Purpose.LOGIN, Samples.PASSWORD, hasher.nobodysHash(), Samples.soon()));
        asked.countDown();
        boolean login = context.call(() -> logsIn);
        assertTrue(context.call(() -> busy));
        context.call(() -> Future.join(signUps).transform(done -> Future.succeededFuture()));

        assertFalse(login);
        assertEquals(2, signUps.stream().filter(Future::succeeded).count());
        assertTrue(signUps.stream()
                .filter(Future::failed)
                .allMatch(refused -> refused.cause() instanceof ServiceException reason
                        && reason.code() == ErrorCode.RESOURCE_EXHAUSTED));
        assertTrue(matches(hasher, Samples.PASSWORD, hash(hasher, Samples.PASSWORD)));
    }

    @Test
    void startsNothingAfterTheDeadline() {
        PasswordHasher hasher = hasher(4, 8, 8);

        assertEquals(
                ErrorCode.DEADLINE_EXCEEDED,
                context.refusal(() -> hasher.hash(Purpose.LOGIN, Samples.PASSWORD, new Deadline(1))));
    }

    private PasswordHasher hasher(int cost, int signUps, int logins) {
        return new PasswordHasher(context.vertx, new PasswordConfig(cost, 1, signUps, logins), Clock.systemUTC());
    }

    private String hash(PasswordHasher hasher, Password password) {
        return context.call(() -> hasher.hash(Purpose.SIGN_UP, password, Samples.soon()));
    }

    private boolean matches(PasswordHasher hasher, Password password, String hash) {
        return context.call(() -> hasher.matches(Purpose.LOGIN, password, hash, Samples.soon()));
    }

    private static long nanos(Runnable work) {
        long fastest = Long.MAX_VALUE;
        for (int time = 0; time < 3; time++) {
            long start = System.nanoTime();
            work.run();
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest;
    }
}
