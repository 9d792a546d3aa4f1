package dev.shippy.user;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key pairs as this instance knows them. It reads them again often enough to know of every key that another instance made
 * long before that key signs. For one context.
 */
final class SigningKeys {

    /** The most keys that there may be at once; a rotation beyond is refused. */
    private static final int MOST_KEYS = 16;

    private static final int KID_CHARACTERS = 16;
    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final Vertx vertx;
    private final KeyRepository repository;
    private final KeyConfig config;
    private final Clock clock;
    private @Nullable KeyRing ring;
    private @Nullable Future<KeyRing> reading;
    private long readNanos;

    SigningKeys(Vertx vertx, KeyRepository repository, KeyConfig config, Clock clock) {
        this.vertx = vertx;
        this.repository = repository;
        this.config = config;
        this.clock = clock;
    }

    /** Makes the first key if there is none, and begins to watch for others'. */
    Future<Void> start() {
        return repository
                .all()
                .compose(keys -> keys.isEmpty() ? makeFirst() : Future.succeededFuture(false))
                .compose(made -> read())
                .onSuccess(known -> vertx.setPeriodic(config.rereadEvery().toMillis(), timer -> watch()))
                .mapEmpty();
    }

    /** The key that signs now. */
    SigningKey signing() {
        return ring().signing(clock.instant());
    }

    /** The keys that verify now, newest first. */
    List<SigningKey> serving() {
        return ring().serving(clock.instant());
    }

    /** As {@link #serving}, with a fresh look at what others made; looks at most as often as a made-up key id may cause. */
    Future<List<SigningKey>> refreshed() {
        long least = Math.min(TimeUnit.SECONDS.toNanos(1), config.rereadEvery().toNanos());
        boolean fresh = System.nanoTime() - readNanos < least;
        Future<KeyRing> known = fresh ? Future.succeededFuture(ring()) : read();
        return known.map(read -> serving());
    }

    /**
     * Makes a new key, which signs once everybody knows it. The same request again finds the key that it made.
     *
     * @return the keys that verify now
     */
    Future<List<SigningKey>> rotate(String requestId) {
        String kid = Digests.sha256("RotateKey " + requestId).substring(0, KID_CHARACTERS);
        return make(kid, config.preparation())
                .compose(key -> repository.insert(key, MOST_KEYS))
                .compose(inserted -> readAnew())
                .map(known -> serving());
    }

    private Future<Boolean> makeFirst() {
        String kid = Digests.sha256(UUID.randomUUID().toString()).substring(0, KID_CHARACTERS);
        return make(kid, Duration.ZERO).compose(repository::insertFirst);
    }

    private Future<SigningKey> make(String kid, Duration preparation) {
        return vertx.executeBlocking(() -> KeyPairs.make(kid, clock, preparation), false);
    }

    private void watch() {
        read().compose(this::removeEnded)
                .onFailure(failure -> log.debug("Keys were not read: {}", failure.getMessage()));
    }

    private Future<Void> removeEnded(KeyRing known) {
        Set<String> ended = known.ended(clock.instant());
        return ended.isEmpty() ? Future.succeededFuture() : repository.delete(ended);
    }

    /** One read at a time, which all share. */
    private Future<KeyRing> read() {
        Future<KeyRing> running = reading;
        return running == null ? readAnew() : running;
    }

    private Future<KeyRing> readAnew() {
        Future<KeyRing> read = repository.all().map(this::keep);
        if (!read.isComplete()) {
            reading = read;
        }
        return read.onComplete(done -> {
            reading = null;
            readNanos = System.nanoTime();
        });
    }

    private KeyRing keep(List<SigningKey> keys) {
        KeyRing read = new KeyRing(keys, config.afterlife());
        ring = read;
        return read;
    }

    private KeyRing ring() {
        KeyRing known = ring;
        if (known == null) {
            throw new IllegalStateException("Keys are not read yet");
        }
        return known;
    }
}
