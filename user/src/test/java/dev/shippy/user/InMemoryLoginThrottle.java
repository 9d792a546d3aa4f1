package dev.shippy.user;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Makes an address wait for ever after some failures. */
final class InMemoryLoginThrottle implements LoginThrottle {

    static final int FAILURES = 5;
    static final Duration WAIT = Duration.ofMillis(6_300);

    private final Map<String, Integer> failures = new HashMap<>();

    @Override
    public Future<Duration> remaining(EmailAddress email) {
        return Future.succeededFuture(wait(email));
    }

    @Override
    public Future<Duration> failed(EmailAddress email) {
        Duration wait = wait(email);
        if (wait.isZero()) {
            failures.merge(email.key(), 1, Integer::sum);
        }
        return Future.succeededFuture(wait);
    }

    @Override
    public Future<Duration> succeeded(EmailAddress email) {
        Duration wait = wait(email);
        if (wait.isZero()) {
            failures.remove(email.key());
        }
        return Future.succeededFuture(wait);
    }

    @Override
    public Future<Void> forgetOld() {
        return Future.succeededFuture();
    }

    private Duration wait(EmailAddress email) {
        return failures.getOrDefault(email.key(), 0) >= FAILURES ? WAIT : Duration.ZERO;
    }
}
