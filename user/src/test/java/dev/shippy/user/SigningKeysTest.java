package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.runtime.token.TokenConfig;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two instances that share a store, with a clock that the test moves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningKeysTest {

    private static final KeyConfig CONFIG = new KeyConfig(Duration.ofHours(1), Duration.ofMillis(200));
    private static final TokenConfig TOKENS = new TokenConfig("shippy", "shippy", Duration.ofSeconds(1));

    private final TestContext context = new TestContext();

    @AfterAll
    void close() {
        context.close();
    }

    @Test
    void makesOneFirstKeyThatSignsAtOnce() {
        InMemoryKeyRepository store = new InMemoryKeyRepository();
        SigningKeys one = keys(store, new MutableClock());
        SigningKeys other = keys(store, new MutableClock());

        context.call(() -> Future.all(one.start(), other.start()));

        assertEquals(1, one.serving().size());
        assertEquals(one.signing(), other.signing());
    }

    @Test
    void letsANewKeySignOnceEverybodyKnowsIt() {
        MutableClock clock = new MutableClock();
        SigningKeys keys = started(new InMemoryKeyRepository(), clock);
        SigningKey old = keys.signing();

        SigningKey added = rotate(keys, "request").get(0);

        assertNotEquals(old, added);
        assertEquals(old, keys.signing());
        clock.advance(CONFIG.preparation().minusMillis(1));
        assertEquals(old, keys.signing());
        clock.advance(Duration.ofMillis(1));
        assertEquals(added, keys.signing());
        assertEquals(List.of(added, old), keys.serving());
    }

    @Test
    void dropsTheOldKeyWhenItsLastTokenHasEnded() {
        MutableClock clock = new MutableClock();
        InMemoryKeyRepository store = new InMemoryKeyRepository();
        SigningKeys keys = started(store, clock);
        SigningKey added = rotate(keys, "request").get(0);

        clock.advance(CONFIG.preparation().plus(CONFIG.tokenLifetime()));
        assertEquals(2, keys.serving().size());
        clock.advance(CONFIG.rereadEvery());

        assertEquals(List.of(added), keys.serving());
        Awaitility.await()
                .atMost(TestContext.PATIENCE)
                .until(() -> context.call(store::all).equals(List.of(added)));
    }

    @Test
    void rotatesOnceHoweverOftenARequestComes() {
        SigningKeys keys = started(new InMemoryKeyRepository(), new MutableClock());

        List<SigningKey> once = rotate(keys, "request");

        assertEquals(once, rotate(keys, "request"));
        assertEquals(3, rotate(keys, "another").size());
    }

    @Test
    void refusesRotationsWithoutEnd() {
        SigningKeys keys = started(new InMemoryKeyRepository(), new MutableClock());

        IntStream.range(0, 15)
                .forEach(n -> assertEquals(n + 2, rotate(keys, "request " + n).size()));

        assertEquals(ErrorCode.FAILED_PRECONDITION, context.refusal(() -> keys.rotate("one more")));
    }

    @Test
    void learnsOfOthersKeysLongBeforeTheySign() {
        MutableClock clock = new MutableClock();
        InMemoryKeyRepository store = new InMemoryKeyRepository();
        SigningKeys one = started(store, clock);
        SigningKeys other = started(store, clock);

        SigningKey added = rotate(one, "request").get(0);

        Awaitility.await()
                .atMost(TestContext.PATIENCE)
                .until(() -> other.serving().contains(added));
    }

    @Test
    void looksAtTheStoreSeldomForMadeUpKeyIds() {
        InMemoryKeyRepository store = new InMemoryKeyRepository();
        KeyConfig slow = new KeyConfig(Duration.ofHours(1), Duration.ofMinutes(1));
        SigningKeys keys = new SigningKeys(context.vertx, store, slow, new MutableClock());
        context.call(keys::start);
        int before = store.reads();

        IntStream.range(0, 1_000).forEach(n -> context.call(keys::refreshed));

        assertTrue(store.reads() - before < 10);
    }

    @Test
    void knowsEveryTokenThroughRotationsOnBothInstances() {
        MutableClock clock = new MutableClock();
        InMemoryKeyRepository store = new InMemoryKeyRepository();
        InMemoryUserRepository users = new InMemoryUserRepository();
        Account account = context.call(() -> users.insert(Samples.account())).orElseThrow();
        List<SigningKeys> instances = List.of(started(store, clock), started(store, clock));
        // Tokens are checked by the system's time: these are signed as of now, whatever the keys' clock says.
        List<TokenIssuer> issuers = instances.stream()
                .map(keys -> new TokenIssuer(context.vertx, keys, TOKENS, CONFIG, Clock.systemUTC()))
                .toList();
        List<LocalAccounts> verifiers = instances.stream()
                .map(keys -> new LocalAccounts(context.vertx, keys, users, CONFIG, TOKENS))
                .toList();

        for (int step = 0; step < 40; step++) {
            SigningKeys rotating = instances.get(step % 2);
            String request = "request " + step;
            if (step % 5 == 0) {
                context.call(() -> rotating.rotate(request));
            }
            IssuedToken token = context.call(() -> Future.succeededFuture(
                    issuers.get((request.length() + 1) % 2).issue(account)));
            for (LocalAccounts verifier : verifiers) {
                Token answer = context.call(() -> verifier.validate(token.text()));
                assertTrue(answer.getValid(), () -> "step " + request + ": " + answer);
            }
            clock.advance(CONFIG.rereadEvery());
        }
    }

    @Test
    void publishesNothingSecretAndNothingThatReadsAsAFailure() {
        SigningKeys keys = started(new InMemoryKeyRepository(), new MutableClock());
        LocalAccounts accounts = new LocalAccounts(context.vertx, keys, new InMemoryUserRepository(), CONFIG, TOKENS);

        String published = String.valueOf(context.call(accounts::keys));

        assertTrue(published.contains("BEGIN PUBLIC KEY"));
        assertFalse(published.contains("PRIVATE"));
        assertFalse(published.contains("error"));
    }

    private SigningKeys keys(KeyRepository store, MutableClock clock) {
        return new SigningKeys(context.vertx, store, CONFIG, clock);
    }

    private SigningKeys started(KeyRepository store, MutableClock clock) {
        SigningKeys keys = keys(store, clock);
        context.call(keys::start);
        return keys;
    }

    private List<SigningKey> rotate(SigningKeys keys, String requestId) {
        return context.call(() -> keys.rotate(requestId));
    }
}
