package dev.shippy.runtime.token;

import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.user.v1.KeySet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys, fetched when they are needed and again when they are old. An unknown key causes one fetch that all share, at
 * most one a second: whoever sends made-up key ids cannot make more. For one context.
 */
final class KeyCache {

    private static final long FETCH_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Logger log = LoggerFactory.getLogger(KeyCache.class);

    private final Vertx vertx;
    private final Accounts accounts;
    private final TokenConfig config;
    private @Nullable TokenVerifier verifier;
    private @Nullable Future<TokenVerifier> fetching;
    private long fetchedNanos;
    private long maxAgeNanos;

    KeyCache(Vertx vertx, Accounts accounts, TokenConfig config) {
        this.vertx = vertx;
        this.accounts = accounts;
        this.config = config;
    }

    /** A verifier that knows the key, if the user service does. */
    Future<TokenVerifier> verifierFor(String keyId) {
        TokenVerifier present = verifier;
        if (present == null) {
            return fetch();
        }
        long age = System.nanoTime() - fetchedNanos;
        if (present.knows(keyId)) {
            if (age > maxAgeNanos) {
                refreshBehind();
            }
            return Future.succeededFuture(present);
        }
        return age > FETCH_PAUSE_NANOS || fetching != null ? fetch() : Future.succeededFuture(present);
    }

    /** A known key stays good while its refresh is under way or fails: the user service has the last word on each token. */
    private void refreshBehind() {
        var unused = fetch().onFailure(late -> log.warn("The keys could not be refreshed: {}", late.getMessage()));
    }

    private Future<TokenVerifier> fetch() {
        Future<TokenVerifier> running = fetching;
        if (running != null) {
            return running;
        }
        Future<TokenVerifier> fetch = accounts.keys().map(this::keep);
        if (!fetch.isComplete()) {
            fetching = fetch;
        }
        return fetch.onComplete(done -> {
            fetching = null;
            fetchedNanos = System.nanoTime();
        });
    }

    private TokenVerifier keep(KeySet keys) {
        if (keys.getKeysCount() == 0) {
            throw ServiceException.unavailable("The user service has no keys yet", null);
        }
        TokenVerifier fresh = new TokenVerifier(vertx, keys, config);
        verifier = fresh;
        maxAgeNanos = TimeUnit.MILLISECONDS.toNanos(keys.getMaxAge());
        return fresh;
    }
}
