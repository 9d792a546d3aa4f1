package dev.shippy.user;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Trace;
import dev.shippy.user.PasswordHasher.Purpose;
import dev.shippy.user.UserRepository.FirstAdminOutcome;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees to it that there is an admin, if the settings name one. Whoever is an admin already stays as they are. */
final class FirstAdmin {

    private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);
    private static final Duration HASH_LIMIT = Duration.ofSeconds(30);

    private final UserRepository users;
    private final PasswordHasher hasher;
    private final Clock clock;

    FirstAdmin(UserRepository users, PasswordHasher hasher, Clock clock) {
        this.users = users;
        this.hasher = hasher;
        this.clock = clock;
    }

    /** Makes the admin if there is none; fails with a sentence when a customer has the address. */
    Future<Void> ensure(Optional<AdminConfig> config) {
        return users.hasAdmin().compose(there -> there ? compare(config) : make(config));
    }

    private Future<Void> make(Optional<AdminConfig> config) {
        if (config.isEmpty()) {
            log.warn(
                    "There is no admin, and ADMIN_EMAIL and ADMIN_PASSWORD are not set: nobody can administer accounts");
            return Future.succeededFuture();
        }
        return hasher.hash(Purpose.SIGN_UP, config.get().password().normalized(), deadline())
                .map(hash -> newAdmin(config.get().email(), hash))
                .compose(users::insertFirstAdmin)
                .compose(FirstAdmin::report);
    }

    private static Future<Void> report(FirstAdminOutcome outcome) {
        if (outcome == FirstAdminOutcome.ADDRESS_TAKEN) {
            return Future.failedFuture(new IllegalStateException("ADMIN_EMAIL is the address of a customer:"
                    + " set another address, or delete that account first"));
        }
        if (outcome == FirstAdminOutcome.MADE) {
            log.info("Created the first admin from ADMIN_EMAIL");
        }
        return Future.succeededFuture();
    }

    private Future<Void> compare(Optional<AdminConfig> config) {
        return config.isEmpty()
                ? Future.succeededFuture()
                : users.findCredentials(config.get().email()).compose(known -> compare(config.get(), known));
    }

    private Future<Void> compare(AdminConfig config, Optional<Credentials> known) {
        if (known.isEmpty() || !known.get().account().admin()) {
            log.info("An admin exists already, so ADMIN_EMAIL is ignored");
            return Future.succeededFuture();
        }
        // Nobody waits for this: it costs as much as a login and only explains.
        hasher.matches(
                        Purpose.LOGIN,
                        known.get().asHashed(config.password()),
                        known.get().passwordHash(),
                        deadline())
                .onSuccess(FirstAdmin::explain)
                .onFailure(failure -> log.debug("ADMIN_PASSWORD was not compared: {}", failure.getMessage()));
        return Future.succeededFuture();
    }

    private static void explain(boolean matches) {
        if (!matches) {
            log.info("ADMIN_PASSWORD differs from the admin's password, which is left unchanged");
        }
    }

    private Deadline deadline() {
        return Deadline.in(HASH_LIMIT, clock);
    }

    private static NewAccount newAdmin(EmailAddress email, String hash) {
        String id = UUID.randomUUID().toString();
        return new NewAccount(id, "", "", email, true, hash, Digests.sha256("first admin " + id), Trace.start());
    }
}
