package dev.shippy.email;

import dev.shippy.contracts.Caller;
import dev.shippy.contracts.EmailService;
import dev.shippy.contracts.EventConsumer;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.Health;
import dev.shippy.runtime.HealthCheck;
import dev.shippy.runtime.nats.DeliveryHandler;
import dev.shippy.runtime.nats.EventSubscription;
import dev.shippy.runtime.nats.Nats;
import dev.shippy.runtime.postgres.Migration;
import dev.shippy.runtime.postgres.Migrations;
import dev.shippy.runtime.postgres.PostgresStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the subscriber: events and addresses from NATS and the ledger in PostgreSQL in, mails out. */
public final class EmailVerticle extends VerticleBase implements HealthCheck {

    static final List<Migration> SCHEMA = List.of(
            Migration.load(EmailVerticle.class, 1, "ledger"),
            Migration.load(EmailVerticle.class, 2, "unconfirmed"),
            Migration.load(EmailVerticle.class, 3, "unfiled"));

    private static final int ADVISORIES_AT_ONCE = 2;
    private static final Duration PRUNE_EVERY = Duration.ofHours(1);
    private static final Duration FILE_EVERY = Duration.ofSeconds(5);
    private static final int PRUNE_BATCH = 1_000;
    private static final Logger log = LoggerFactory.getLogger(EmailVerticle.class);

    private record Service(Gate gate, DeliveryHandler subscriber, DeliveryHandler advisories, EmailHandler handler) {}

    private final EmailConfig config;
    /** Of events, and of events that an operator hands over once more. */
    private final List<EventSubscription> subscriptions = new ArrayList<>();

    private @Nullable PostgresStore store;
    private @Nullable Nats nats;
    private @Nullable SmtpMailer mailer;
    private @Nullable MailerHealth mailerHealth;
    private @Nullable Gate gate;

    public EmailVerticle(EmailConfig config) {
        this.config = config;
    }

    @Override
    public Future<?> start() {
        return PostgresStore.connect(vertx, config.postgres(), config.nats().startLimit())
                .compose(this::migrate)
                .compose(this::connect)
                .compose(this::subscribe)
                .compose(this::serve)
                .onFailure(failed -> release());
    }

    @Override
    public Future<?> stop() {
        if (gate != null) {
            gate.stop();
        }
        Future<Void> drained = nats == null ? Future.succeededFuture() : nats.drain();
        return drained.transform(over -> close());
    }

    @Override
    public Future<Void> check() {
        return store == null || nats == null
                ? Future.failedFuture("not started")
                : Future.all(store.check(), nats.check()).mapEmpty();
    }

    private Future<Health> health() {
        return store == null || nats == null || mailerHealth == null
                ? Future.succeededFuture(Health.problem("The service has not started"))
                : Health.all(List.of(
                        Health.of("PostgreSQL", store.check()),
                        Health.of("NATS", nats.check()),
                        Health.of("The SMTP server", mailerHealth.check())));
    }

    @Override
    public Future<Void> lost() {
        return nats == null ? Promise.<Void>promise().future() : nats.lost();
    }

    private Future<MailLedger> migrate(PostgresStore connected) {
        store = connected;
        return Migrations.apply(vertx, connected, config.nats().startLimit(), SCHEMA)
                .map(new PostgresMailLedger(connected));
    }

    private Future<Service> connect(MailLedger ledger) {
        vertx.setPeriodic(PRUNE_EVERY.toMillis(), due -> prune(ledger));
        return SmtpMailer.create(vertx, config.smtp(), SmtpMailer.LONGEST_IDLE)
                .onSuccess(created -> mailer = created)
                .compose(created ->
                        Nats.connect(vertx, config.nats()).map(connected -> wire(ledger, connected, created)));
    }

    private Service wire(MailLedger ledger, Nats connected, SmtpMailer smtp) {
        nats = connected;
        MailingConfig mailing = config.mailing();
        Recipients recipients = new NatsRecipients(connected.client(), Clock.systemUTC());
        Gate guard = new Gate(
                vertx,
                () -> ledger.probe().compose(written -> recipients.probe()).compose(known -> smtp.probe()),
                mailing.concurrency(),
                Pauses.NORMAL);
        gate = guard;
        mailerHealth = new MailerHealth(smtp, guard, System::nanoTime);
        UnfiledLetters unfiled = new PostgresUnfiledLetters(store());
        DeferredDeadLetters deadLetters = new DeferredDeadLetters(connected::bury, unfiled);
        vertx.setPeriodic(FILE_EVERY.toMillis(), due -> file(deadLetters));
        GivingUp givingUp = new GivingUp(deadLetters, ledger);
        Mailing mails = new Mailing(
                vertx, ledger, recipients, smtp, givingUp, guard, mailing, Pauses.NORMAL, Clock.systemUTC());
        return new Service(
                guard,
                new Subscriber(mails, givingUp, guard, Pauses.NORMAL),
                new Advisories(connected::read, ledger, givingUp, mailing.lease(), Pauses.NORMAL),
                new EmailHandler(
                        ledger,
                        smtp,
                        this::waiting,
                        () -> connected.messages(EventStream.DEAD_LETTERS),
                        unfiled::count));
    }

    private Future<Service> subscribe(Service service) {
        return read(EventStream.EVENTS, service)
                .compose(events -> read(EventStream.REDELIVER, service))
                .compose(redelivered -> nats().subscribe(
                                EventConsumer.emailSubscriber(EventStream.ADVISORIES),
                                ADVISORIES_AT_ONCE,
                                service.advisories()))
                .map(service);
    }

    private Future<Void> read(EventStream stream, Service service) {
        EventConsumer consumer = EventConsumer.emailSubscriber(stream);
        return nats().subscribe(consumer, config.mailing().concurrency(), service.subscriber())
                .onSuccess(subscriptions::add)
                .onSuccess(service.gate()::add)
                .mapEmpty();
    }

    private Future<Void> serve(Service service) {
        return nats().serve(EmailService.CONTRACT, service.handler(), EmailVerticle::noToken, this::health);
    }

    private Future<Long> waiting() {
        return Future.all(subscriptions.stream().map(EventSubscription::waiting).toList())
                .map(counts ->
                        counts.<Long>list().stream().mapToLong(Long::longValue).sum());
    }

    /** A batch at a time, until there is nothing left that is old enough. */
    private void prune(MailLedger ledger) {
        ledger.prune(config.mailing().keep(), PRUNE_BATCH)
                .onSuccess(forgotten -> {
                    if (forgotten == PRUNE_BATCH) {
                        prune(ledger);
                    }
                })
                .onFailure(failure -> log.debug("Old entries stay for now: {}", failure.getMessage()));
    }

    private static void file(DeferredDeadLetters deadLetters) {
        deadLetters.file().onFailure(failure -> log.debug("Letters stay in the ledger: {}", failure.getMessage()));
    }

    private Future<Void> close() {
        Future<Void> farewell = mailer == null ? Future.succeededFuture() : mailer.close();
        return farewell.transform(gone -> store == null ? Future.succeededFuture() : store.close());
    }

    /** A verticle that did not start is not stopped either. */
    private void release() {
        stop().onFailure(failure -> log.debug("Not released: {}", failure.getMessage()));
    }

    private PostgresStore store() {
        return Objects.requireNonNull(store, "Not connected yet");
    }

    private Nats nats() {
        return Objects.requireNonNull(nats, "Not connected yet");
    }

    /** No rpc of the contract asks for one. */
    private static Future<Caller> noToken(String token) {
        return Future.failedFuture(ServiceException.unauthenticated("This service takes no tokens"));
    }
}
