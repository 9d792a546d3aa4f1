package dev.shippy.consignment;

import dev.shippy.contracts.Services;
import dev.shippy.contracts.ShippingService;
import dev.shippy.runtime.Waiting;
import dev.shippy.runtime.mongo.MongoStore;
import dev.shippy.runtime.nats.Nats;
import dev.shippy.runtime.token.Authenticator;
import dev.shippy.runtime.token.NatsAccounts;
import dev.shippy.runtime.token.TokenAuthenticator;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Wires the consignment service: MongoDB and NATS in, the {@link ShippingService} out. */
public final class ConsignmentVerticle extends VerticleBase {

    private final ConsignmentConfig config;
    private final Clock clock = Clock.systemUTC();
    private @Nullable MongoStore store;
    private @Nullable Nats nats;
    private @Nullable Sweeper sweeper;

    public ConsignmentVerticle(ConsignmentConfig config) {
        this.config = config;
    }

    @Override
    public Future<?> start() {
        return MongoStore.connect(vertx, config.mongo(), config.nats().startLimit())
                .compose(this::repository)
                .compose(this::connect)
                .recover(this::giveUp);
    }

    @Override
    public Future<?> stop() {
        if (sweeper != null) {
            sweeper.stop();
        }
        Future<Void> drained = nats == null ? Future.succeededFuture() : nats.drain();
        return drained.transform(over -> store == null ? Future.succeededFuture() : store.close());
    }

    private Future<ConsignmentRepository> repository(MongoStore connected) {
        store = connected;
        MongoConsignmentRepository repository = new MongoConsignmentRepository(connected);
        return Waiting.until(vertx, "the consignments", config.nats().startLimit(), repository::prepare)
                .map(repository);
    }

    private Future<Void> connect(ConsignmentRepository repository) {
        return Nats.connect(vertx, config.nats()).compose(connected -> serve(repository, connected));
    }

    private Future<Void> serve(ConsignmentRepository repository, Nats connected) {
        nats = connected;
        Vessels vessels = new NatsVessels(connected.client());
        Driver driver = new Driver(repository, vessels, clock);
        Cancellation cancellation = new Cancellation(repository, vessels, clock);
        Booking booking = new Booking(repository, vessels, driver, this::pause, config.polling(), clock);
        sweeper = new Sweeper(repository, driver, cancellation, config.sweeping(), clock);
        sweeper.start(vertx);
        return connected.serve(
                ShippingService.CONTRACT,
                new ConsignmentHandler(repository, booking, cancellation),
                authenticator(connected));
    }

    private Authenticator authenticator(Nats connected) {
        NatsAccounts accounts = new NatsAccounts(Services.CONSIGNMENT, connected.client(), clock);
        return new TokenAuthenticator(vertx, accounts, config.tokens());
    }

    private Future<Void> pause(Duration duration) {
        return vertx.timer(Math.max(1, duration.toMillis())).mapEmpty();
    }

    /** A start that failed leaves no connection behind. */
    private Future<Void> giveUp(Throwable failure) {
        return stop().transform(stopped -> Future.failedFuture(failure));
    }
}
