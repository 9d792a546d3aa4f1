package dev.shippy.consignment;

import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.ShippingService;
import dev.shippy.runtime.Health;
import dev.shippy.runtime.HealthCheck;
import dev.shippy.runtime.mongo.MongoStore;
import dev.shippy.runtime.nats.Nats;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.outbox.OutboxRelay;
import dev.shippy.runtime.outbox.OutboxSource;
import dev.shippy.runtime.outbox.Republishing;
import dev.shippy.runtime.token.Authenticator;
import dev.shippy.runtime.token.NatsAccounts;
import dev.shippy.runtime.token.TokenAuthenticator;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Wires the consignment service: MongoDB and NATS in, the {@link ShippingService} and its events out. */
public final class ConsignmentVerticle extends VerticleBase implements HealthCheck {

    /** The MongoDB collections that this service reads and writes; its user needs rights on no others. */
    public static final List<String> COLLECTIONS = List.of(MongoConsignmentRepository.COLLECTION);

    private record Stored(ConsignmentRepository consignments, OutboxSource outbox) {}

    private final ConsignmentConfig config;
    private final Clock clock = Clock.systemUTC();
    private @Nullable MongoStore store;
    private @Nullable Nats nats;
    private @Nullable OutboxRelay relay;
    private @Nullable Sweeper sweeper;

    public ConsignmentVerticle(ConsignmentConfig config) {
        this.config = config;
    }

    @Override
    public Future<?> start() {
        return MongoStore.connect(vertx, config.mongo(), config.nats().startLimit())
                .compose(this::prepare)
                .compose(this::connect)
                .recover(this::giveUp);
    }

    @Override
    public Future<?> stop() {
        if (sweeper != null) {
            sweeper.stop();
        }
        Future<Void> told = relay == null
                ? Future.succeededFuture()
                : relay.stop(config.nats().drainLimit());
        return told.compose(stopped -> nats == null ? Future.succeededFuture() : nats.drain())
                .transform(over -> store == null ? Future.succeededFuture() : store.close());
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
                : Health.all(
                        List.of(Health.of("MongoDB", store.check()), Health.of("NATS", nats.check()), relay.health()));
    }

    @Override
    public Future<Void> lost() {
        return nats == null ? Promise.<Void>promise().future() : nats.lost();
    }

    private Future<Stored> prepare(MongoStore connected) {
        store = connected;
        Duration lease = config.outbox().lease();
        MongoConsignmentRepository repository = new MongoConsignmentRepository(connected, lease, clock, this::poke);
        return connected
                .prepare("the consignments", config.nats().startLimit(), repository::prepare)
                .map(ready -> new Stored(repository, new MongoOutbox(connected, lease, clock)));
    }

    private Future<Void> connect(Stored stored) {
        return Nats.connect(vertx, config.nats())
                .compose(connected -> publish(stored, connected))
                .compose(connected -> serve(stored, connected));
    }

    private Future<Nats> publish(Stored stored, Nats connected) {
        nats = connected;
        OutboxRelay events = new OutboxRelay(
                vertx,
                stored.outbox(),
                connected.events(),
                () -> connected.hasStream(EventStream.EVENTS),
                config.outbox());
        relay = events;
        return events.start().map(connected);
    }

    private Future<Void> serve(Stored stored, Nats connected) {
        ConsignmentRepository repository = stored.consignments();
        Vessels vessels = new NatsVessels(connected.client());
        Driver driver = new Driver(repository, vessels, clock);
        Cancellation cancellation = new Cancellation(repository, vessels, clock);
        Booking booking = new Booking(repository, vessels, driver, this::pause, config.polling(), clock);
        sweeper = new Sweeper(repository, driver, cancellation, config.sweeping(), clock);
        sweeper.start(vertx);
        return connected.serve(
                ShippingService.CONTRACT,
                new ConsignmentHandler(repository, booking, cancellation, new Republishing(stored.outbox(), clock)),
                authenticator(connected),
                this::health);
    }

    private Authenticator authenticator(Nats connected) {
        NatsAccounts accounts = new NatsAccounts(Services.CONSIGNMENT, connected.client(), clock);
        return new TokenAuthenticator(vertx, accounts, config.tokens());
    }

    /** What is written before there is a relay waits until its lease is over. */
    private void poke(OutboxEntry written) {
        if (relay != null) {
            relay.poke(written);
        }
    }

    private Future<Void> pause(Duration duration) {
        return vertx.timer(Math.max(1, duration.toMillis())).mapEmpty();
    }

    /** A start that failed leaves no connection behind. */
    private Future<Void> giveUp(Throwable failure) {
        return stop().transform(stopped -> Future.failedFuture(failure));
    }
}
