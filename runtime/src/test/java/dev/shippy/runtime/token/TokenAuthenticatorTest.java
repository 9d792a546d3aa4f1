package dev.shippy.runtime.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Caller;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.user.v1.Token;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TokenAuthenticatorTest {

    private static final Vertx vertx = Vertx.vertx();
    private static final Signing first = new Signing(vertx, "first");
    private static final Signing second = new Signing(vertx, "second");

    private final FakeAccounts accounts = new FakeAccounts();
    private final TokenAuthenticator authenticator = authenticator(Duration.ofSeconds(30));

    @AfterAll
    static void close() {
        vertx.close().await();
    }

    @Test
    void knowsAUserWithItsPresentRoles() {
        accounts.admins.add("ada");

        Caller caller = authenticator.authenticate(first.good("ada")).await();

        assertTrue(caller.isUser("ada"));
        assertTrue(caller.isAdmin());
    }

    @Test
    void asksOncePerTokenWhileTheAnswerIsFresh() {
        String token = first.good("ada");

        for (int i = 0; i < 5; i++) {
            assertTrue(authenticator.authenticate(token).await().isUser("ada"));
        }

        assertEquals(1, accounts.validated);
        assertEquals(1, accounts.fetched);
    }

    @Test
    void sharesOneQuestionAmongCallsAtOnce() {
        Promise<KeySet> keys = Promise.promise();
        accounts.answer = keys.future();
        String token = first.good("ada");

        List<Future<Caller>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(authenticator.authenticate(token));
        }
        keys.complete(first.keySet());

        assertEquals(50, Future.all(calls).await().size());
        assertEquals(1, accounts.validated);
        assertEquals(1, accounts.fetched);
    }

    @Test
    void forgetsAUserWhoIsGoneOnceTheAnswerIsOld() {
        TokenAuthenticator brief = authenticator(Duration.ofMillis(50));
        String token = first.good("ada");
        assertTrue(brief.authenticate(token).await().isUser("ada"));
        accounts.gone.add("ada");

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertFails(ErrorCode.UNAUTHENTICATED, brief, token));
    }

    @Test
    void letsNobodyInWithoutAnAnswer() {
        accounts.failure = ServiceException.deadlineExceeded("late");

        assertFails(ErrorCode.UNAVAILABLE, authenticator, first.good("ada"));
        accounts.failure = null;
        assertTrue(authenticator.authenticate(first.good("ada")).await().isUser("ada"));
    }

    @Test
    void letsNobodyInWithoutKeys() {
        accounts.answer = Future.failedFuture(ServiceException.unavailable("down", null));

        assertFails(ErrorCode.UNAVAILABLE, authenticator, first.good("ada"));
    }

    @Test
    void fetchesAnUnknownKeyOnceAndNoMoreThanOnceASecond() {
        // Signed before the second begins: that takes longer than all the rest.
        String eve = second.good("eve");
        assertTrue(authenticator.authenticate(first.good("ada")).await().isUser("ada"));
        for (int i = 0; i < 100; i++) {
            assertFails(ErrorCode.UNAUTHENTICATED, authenticator, eve);
        }
        assertEquals(1, accounts.fetched);

        accounts.answer = Future.succeededFuture(first.keySet().toBuilder()
                .addAllKeys(second.keySet().getKeysList())
                .build());
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .untilAsserted(() -> assertTrue(
                        authenticator.authenticate(second.good("bob")).await().isUser("bob")));
        assertEquals(2, accounts.fetched);
    }

    @Test
    void refusesGarbageWithoutAskingAnybody() {
        assertFails(ErrorCode.UNAUTHENTICATED, authenticator, "111");
        assertFails(ErrorCode.UNAUTHENTICATED, authenticator, "111.111.111");
        assertFails(ErrorCode.UNAUTHENTICATED, authenticator, "x".repeat(900 * 1024));

        assertEquals(0, accounts.fetched + accounts.validated);
    }

    private TokenAuthenticator authenticator(Duration cache) {
        return new TokenAuthenticator(vertx, accounts, new TokenConfig("shippy", "shippy", cache));
    }

    private static void assertFails(ErrorCode code, TokenAuthenticator authenticator, String token) {
        ServiceException failure = assertThrows(
                ServiceException.class, () -> authenticator.authenticate(token).await());
        assertEquals(code, failure.code(), failure.sentence());
    }

    private static final class FakeAccounts implements Accounts {
        private final Set<String> admins = new HashSet<>();
        private final Set<String> gone = new HashSet<>();
        private Future<KeySet> answer = Future.succeededFuture(first.keySet());
        private @Nullable ServiceException failure;
        private int fetched;
        private int validated;

        @Override
        public Future<KeySet> keys() {
            fetched++;
            return answer;
        }

        @Override
        public Future<Token> validate(String token) {
            validated++;
            if (failure != null) {
                return Future.failedFuture(failure);
            }
            String user = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1])))
                    .getString("sub");
            Token.Builder reply =
                    Token.newBuilder().setValid(!gone.contains(user)).setUserId(user);
            if (admins.contains(user)) {
                reply.addRoles("admin");
            }
            return Future.succeededFuture(reply.build());
        }
    }
}
