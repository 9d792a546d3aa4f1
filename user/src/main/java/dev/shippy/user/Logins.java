package dev.shippy.user;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import dev.shippy.user.PasswordHasher.Purpose;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets people in by their password. An unknown address costs and reads the same as a wrong password. */
final class Logins {

    private static final Logger log = LoggerFactory.getLogger(Logins.class);

    /** What somebody says to be let in. */
    record Attempt(EmailAddress email, Password password, Deadline deadline) {}

    private final UserRepository users;
    private final LoginThrottle throttle;
    private final PasswordHasher hasher;

    Logins(UserRepository users, LoginThrottle throttle, PasswordHasher hasher) {
        this.users = users;
        this.throttle = throttle;
        this.hasher = hasher;
    }

    Future<Account> logIn(Attempt attempt) {
        return hasher.admit(Purpose.LOGIN, () -> proven(attempt));
    }

    private Future<Account> proven(Attempt attempt) {
        return throttle.remaining(attempt.email())
                .map(Logins::refuseWhileWaiting)
                .compose(free -> users.findCredentials(attempt.email()))
                .compose(known -> verify(attempt, known))
                .compose(proven -> proven.isPresent() ? letIn(attempt, proven.get()) : turnAway(attempt));
    }

    private Future<Optional<Credentials>> verify(Attempt attempt, Optional<Credentials> known) {
        String hash = known.map(Credentials::passwordHash).orElseGet(hasher::nobodysHash);
        Password password = known.map(it -> it.asHashed(attempt.password())).orElse(attempt.password());
        return hasher.matches(Purpose.LOGIN, password, hash, attempt.deadline())
                .map(matches -> matches ? known : Optional.empty());
    }

    private Future<Account> letIn(Attempt attempt, Credentials proven) {
        return throttle.succeeded(attempt.email())
                .map(Logins::refuseWhileWaiting)
                .compose(free -> strengthened(attempt, proven))
                .map(proven.account());
    }

    private Future<Account> turnAway(Attempt attempt) {
        return throttle.failed(attempt.email()).map(Logins::refuseWhileWaiting).map(counted -> {
            throw ServiceException.unauthenticated("email and password do not match");
        });
    }

    /** A hash from times of a lower cost is replaced now that the password is known; if that fails, at the next login. */
    private Future<Void> strengthened(Attempt attempt, Credentials proven) {
        String present = proven.passwordHash();
        if (!hasher.isWeak(present)) {
            return Future.succeededFuture();
        }
        return hasher.hash(Purpose.LOGIN, attempt.password().normalized(), attempt.deadline())
                .compose(better -> users.replaceHash(proven.account().id(), present, better))
                .onFailure(failure -> log.info("A password hash stays weak: {}", failure.getMessage()))
                .transform(done -> Future.succeededFuture());
    }

    private static Duration refuseWhileWaiting(Duration wait) {
        if (wait.isZero()) {
            return wait;
        }
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        throw ServiceException.resourceExhausted("Too many failed logins; try again in " + seconds + " s");
    }
}
