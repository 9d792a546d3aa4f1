package dev.shippy.user;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.mindrot.jbcrypt.BCrypt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hashes and compares passwords with bcrypt, on threads of its own. What waits is bounded, sign-ups and logins apart, so that
 * a flood of one does not refuse the other. For one context, on which results arrive.
 */
final class PasswordHasher {

    /** What a hash is for. */
    enum Purpose {
        SIGN_UP,
        LOGIN
    }

    /** A first guess; it doubles with each step of the cost. */
    private static final long NANOS_OF_COST_0 = 60_000;

    private static final Logger log = LoggerFactory.getLogger(PasswordHasher.class);

    private final PasswordConfig config;
    private final Clock clock;
    private final WorkerExecutor workers;
    private final Map<Purpose, Integer> underWay = new EnumMap<>(Purpose.class);
    private final Map<Purpose, Integer> admitted = new EnumMap<>(Purpose.class);
    private final AtomicBoolean malformedReported = new AtomicBoolean();
    private long nanosPerHash;

    PasswordHasher(Vertx vertx, PasswordConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.nanosPerHash = NANOS_OF_COST_0 << config.cost();
        this.workers = vertx.createSharedWorkerExecutor("passwords", config.threads());
        if (config.isForTestsOnly()) {
            log.warn("BCRYPT_COST is {}: whoever has a hash soon has its password; for tests only", config.cost());
        }
    }

    /**
     * Lets as many calls begin as there is room for their hashes, and refuses the others before they look anything up: a
     * flood of logins must not take the service's calls in flight from others.
     */
    <T> Future<T> admit(Purpose purpose, Supplier<Future<T>> work) {
        if (admitted.getOrDefault(purpose, 0) >= most(purpose)) {
            return tooMany();
        }
        admitted.merge(purpose, 1, Integer::sum);
        return Future.succeededFuture()
                .compose(begun -> work.get())
                .onComplete(done -> admitted.merge(purpose, -1, Integer::sum));
    }

    /** A new hash, with a salt of its own. */
    Future<String> hash(Purpose purpose, Password password, Deadline deadline) {
        return run(purpose, deadline, () -> BCrypt.hashpw(password.text(), BCrypt.gensalt(config.cost())));
    }

    /** Whether a password is the one of a hash. A hash that bcrypt cannot read belongs to no password. */
    Future<Boolean> matches(Purpose purpose, Password password, String hash, Deadline deadline) {
        return run(purpose, deadline, () -> matches(password, hash));
    }

    /** A hash of no password, which costs as much to compare as a real one. */
    String nobodysHash() {
        return String.format(Locale.ROOT, "$2a$%02d$", config.cost()) + ".".repeat(53);
    }

    /** Whether a hash was made with a lower cost than new ones are. */
    boolean isWeak(String hash) {
        return hash.startsWith("$2a$") && hash.compareTo(nobodysHash().substring(0, 7)) < 0;
    }

    Future<Void> close() {
        return workers.close();
    }

    private <T> Future<T> run(Purpose purpose, Deadline deadline, Callable<T> work) {
        if (underWay.getOrDefault(purpose, 0) >= most(purpose)) {
            return tooMany();
        }
        underWay.merge(purpose, 1, Integer::sum);
        AtomicLong nanos = new AtomicLong();
        return workers.executeBlocking(() -> unlessPast(deadline, () -> timed(work, nanos)), false)
                .onSuccess(hashed -> learn(nanos.get()))
                .onComplete(done -> underWay.merge(purpose, -1, Integer::sum));
    }

    private int most(Purpose purpose) {
        return purpose == Purpose.LOGIN ? config.logins() : config.signUps();
    }

    /** Says when to retry: when the admitted ones will be done, at the recent pace. */
    private <T> Future<T> tooMany() {
        long waiting = admitted.values().stream().mapToLong(Integer::longValue).sum();
        long seconds =
                Duration.ofNanos(waiting * nanosPerHash / config.threads()).toSeconds() + 1;
        return Future.failedFuture(ServiceException.resourceExhausted(
                "Too many passwords are being checked; try again in " + seconds + " s"));
    }

    /** A moving average: recent times count more. */
    private void learn(long nanos) {
        nanosPerHash += (nanos - nanosPerHash) / 8;
    }

    private <T> T timed(Callable<T> work, AtomicLong nanos) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        nanos.set(System.nanoTime() - start);
        return result;
    }

    /** Nothing is started after its deadline, however long it waited. */
    private <T> T unlessPast(Deadline deadline, Callable<T> work) throws Exception {
        if (deadline.isPast(clock)) {
            throw ServiceException.deadlineExceeded("The deadline passed before the password was looked at");
        }
        return work.call();
    }

    private boolean matches(Password password, String hash) {
        try {
            return BCrypt.checkpw(password.text(), hash);
        } catch (RuntimeException malformed) {
            if (malformedReported.compareAndSet(false, true)) {
                log.error("There is an account whose password hash is malformed; nobody can log in to it");
            }
            return false;
        }
    }
}
