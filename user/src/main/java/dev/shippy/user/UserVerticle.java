package dev.shippy.user;

import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.UserService;
import dev.shippy.runtime.Health;
import dev.shippy.runtime.HealthCheck;
import dev.shippy.runtime.Waiting;
import dev.shippy.runtime.nats.Nats;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.outbox.OutboxRelay;
import dev.shippy.runtime.outbox.OutboxSource;
import dev.shippy.runtime.outbox.Republishing;
import dev.shippy.runtime.postgres.Migration;
import dev.shippy.runtime.postgres.Migrations;
import dev.shippy.runtime.postgres.PostgresStore;
import dev.shippy.runtime.token.Authenticator;
import dev.shippy.runtime.token.TokenAuthenticator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the user service: PostgreSQL and NATS in, the {@link UserService} contract out. */
public final class UserVerticle extends VerticleBase implements HealthCheck {

    static final List<Migration> SCHEMA = List.of(
            Migration.load(UserVerticle.class, 1, "accounts"),
            Migration.load(UserVerticle.class, 2, "outbox"),
            Migration.load(UserVerticle.class, 3, "normalized_passwords"));

    private static final Duration FORGET_EVERY = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(UserVerticle.class);

    private record Service(UserHandler handler, Authenticator authenticator, OutboxSource outbox) {}

    private final UserConfig config;
    private final Clock clock = Clock.systemUTC();
    private @Nullable PostgresStore store;
    private @Nullable PasswordHasher hasher;
    private @Nullable Nats nats;
    private @Nullable OutboxRelay relay;

    public UserVerticle(UserConfig config) {
        this.config = config;
    }

    @Override
    public Future<?> start() {
        return PostgresStore.connect(vertx, config.postgres(), config.nats().startLimit())
                .compose(this::migrate)
                .compose(this::prepare)
                .compose(this::serve)
                .onFailure(failed -> release());
    }

    @Override
    public Future<?> stop() {
        Future<Void> told = relay == null
                ? Future.succeededFuture()
                : relay.stop(config.nats().drainLimit());
        return told.compose(stopped -> nats == null ? Future.succeededFuture() : nats.drain())
                .transform(drained -> close());
    }

    @Override
    public Future<Void> check() {
        return store == null || nats == null
                ? Future.failedFuture("not started")
                : Future.all(store.check(), nats.check()).mapEmpty();
    }

    private Future<Health> health() {
        return store == null || nats == null || relay == null
                ? Future.succeededFuture(Health.problem("The service has not started"))
                : Health.all(List.of(
                        Health.of("PostgreSQL", store.check()), Health.of("NATS", nats.check()), relay.health()));
    }

    @Override
    public Future<Void> lost() {
        return nats == null ? Promise.<Void>promise().future() : nats.lost();
    }

    private Future<PostgresStore> migrate(PostgresStore connected) {
        store = connected;
        return Migrations.apply(vertx, connected, config.nats().startLimit(), SCHEMA)
                .map(connected);
    }

    private Future<Service> prepare(PostgresStore migrated) {
        Duration lease = config.outbox().lease();
        PostgresOutbox outbox = new PostgresOutbox(migrated, lease);
        UserRepository users = new PostgresUserRepository(migrated, lease, this::poke);
        PasswordHasher passwords = new PasswordHasher(vertx, config.passwords(), clock);
        hasher = passwords;
        SigningKeys keys = new SigningKeys(vertx, new PostgresKeyRepository(migrated), config.keys(), clock);
        LoginThrottle throttle = new PostgresLoginThrottle(migrated, config.throttle());
        return Waiting.until(vertx, "the keys", config.nats().startLimit(), keys::start)
                .compose(started -> new FirstAdmin(users, passwords, clock).ensure(config.admin()))
                .onSuccess(ready -> vertx.setPeriodic(FORGET_EVERY.toMillis(), timer -> forgetOld(throttle, outbox)))
                .map(ready -> wire(users, passwords, keys, throttle, outbox));
    }

    private Service wire(
            UserRepository users,
            PasswordHasher passwords,
            SigningKeys keys,
            LoginThrottle throttle,
            OutboxSource outbox) {
        LocalAccounts accounts = new LocalAccounts(vertx, keys, users, config.keys(), config.tokens());
        UserHandler handler = new UserHandler(
                users,
                new SignUps(users, passwords),
                new Logins(users, throttle, passwords),
                new TokenIssuer(vertx, keys, config.tokens(), config.keys(), clock),
                keys,
                accounts,
                new Republishing(outbox, clock));
        return new Service(handler, new TokenAuthenticator(vertx, accounts, config.tokens()), outbox);
    }

    private Future<Void> serve(Service service) {
        return Nats.connect(vertx, config.nats())
                .compose(connected -> publish(connected, service.outbox()))
                .compose(connected -> connected.serve(
                        UserService.CONTRACT, service.handler(), service.authenticator(), this::health));
    }

    private Future<Nats> publish(Nats connected, OutboxSource outbox) {
        nats = connected;
        OutboxRelay events = new OutboxRelay(
                vertx, outbox, connected.events(), () -> connected.hasStream(EventStream.EVENTS), config.outbox());
        relay = events;
        return events.start().map(connected);
    }

    /** What is written before there is a relay waits until its lease is over. */
    private void poke(OutboxEntry written) {
        if (relay != null) {
            relay.poke(written);
        }
    }

    private Future<Void> close() {
        Future<Void> passwords = hasher == null ? Future.succeededFuture() : hasher.close();
        return passwords.transform(closed -> store == null ? Future.succeededFuture() : store.close());
    }

    /** A verticle that did not start is not stopped either. */
    private void release() {
        stop().onFailure(failure -> log.debug("Not released: {}", failure.getMessage()));
    }

    private void forgetOld(LoginThrottle throttle, PostgresOutbox outbox) {
        throttle.forgetOld().onFailure(failure -> log.debug("Old failures stay for now: {}", failure.getMessage()));
        outbox.forget(config.outboxKeep())
                .onFailure(failure -> log.debug("Old events stay for now: {}", failure.getMessage()));
    }
}
