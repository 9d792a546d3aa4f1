package dev.shippy.email;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.EmailService;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.email.v1.CountSentRequest;
import dev.shippy.contracts.email.v1.StatusRequest;
import dev.shippy.contracts.email.v1.StatusResponse;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.embedded.EmbeddedPostgresServer;
import dev.shippy.embedded.NatsPasswords;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.nats.InstanceStatistics;
import dev.shippy.runtime.nats.Nats;
import dev.shippy.runtime.nats.NatsClient;
import dev.shippy.runtime.nats.NatsConfig;
import dev.shippy.runtime.nats.Provisioning;
import dev.shippy.runtime.postgres.PostgresConfig;
import dev.shippy.runtime.postgres.PostgresStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The subscriber on real NATS and a real PostgreSQL, beside a fake of the user service. */
final class ServiceFixture implements AutoCloseable {

    private final TestContext context = new TestContext();
    private final Path natsFolder;
    private EmbeddedNats nats;
    private final Map<String, String> settings = new HashMap<>();
    private final NatsClient operator;
    final EmbeddedPostgresServer postgres;
    final FakeUserService users = new FakeUserService();
    final RawNats raw;

    ServiceFixture(Path folder, String smtpUrl, Map<String, String> more) {
        this(folder, smtpUrl, more, 1);
    }

    ServiceFixture(Path folder, String smtpUrl, Map<String, String> more, int instances) {
        natsFolder = folder.resolve("nats");
        nats = EmbeddedNats.start(natsFolder);
        postgres = EmbeddedPostgresServer.start(folder.resolve("postgres"));
        settings.putAll(Map.of("PG_URL", postgres.url(), "SMTP_URL", smtpUrl, "MAIL_FROM", "no-reply@shippy.test"));
        settings.putAll(more);
        String operatorUrl = nats.passwords().url("operator");
        TestContext.await(Provisioning.run(context.vertx, operatorUrl, TestContext.PATIENCE));
        operator = TestContext.await(NatsClient.connect(context.vertx, operatorUrl, TestContext.PATIENCE));
        raw = new RawNats(nats);
        serveUsers();
        for (int n = 0; n < instances; n++) {
            EmailConfig config = EmailConfig.from(new Environment(variables(Services.EMAIL_SUBSCRIBER)));
            TestContext.await(context.vertx.deployVerticle(new EmailVerticle(config)));
        }
    }

    /** The settings of a service's instance. */
    Map<String, String> variables(String service) {
        Map<String, String> variables = new HashMap<>(settings);
        variables.put("NATS_URL", nats.url());
        variables.put("NATS_PASSWORD", nats.passwords().of(service));
        variables.put("NATS_PUBLIC_PASSWORD", nats.passwords().of(service + "-public"));
        variables.put("START_TIMEOUT", "30s");
        return variables;
    }

    /** Provisions again, as an operator does after a change to a stream. */
    void provision() {
        TestContext.await(Provisioning.run(context.vertx, nats.passwords().url("operator"), TestContext.PATIENCE));
    }

    /** What an operator is told. */
    StatusResponse status() {
        return context.call(
                () -> operator.rpcs("").call(EmailService.STATUS, call(), StatusRequest.getDefaultInstance()));
    }

    long countSent(List<String> eventIds) {
        CountSentRequest request =
                CountSentRequest.newBuilder().addAllEventIds(eventIds).build();
        return context.call(() -> operator.rpcs("").call(EmailService.COUNT_SENT, call(), request))
                .getSent();
    }

    ServiceException refusedCount(List<String> eventIds) {
        CountSentRequest request =
                CountSentRequest.newBuilder().addAllEventIds(eventIds).build();
        return context.refused(() -> operator.rpcs("").call(EmailService.COUNT_SENT, call(), request));
    }

    List<InstanceStatistics> discovered() {
        return context.call(() -> operator.statistics(Set.of(), Duration.ofSeconds(1)));
    }

    /** As an instance does that ends in the middle of its work; its lease is over at once. */
    void claimAndVanish(String eventId) {
        PostgresConfig config = new PostgresConfig(postgres.url(), EmailConfig.SCHEMA, TestContext.PATIENCE, 1, 1);
        PostgresStore store = TestContext.await(PostgresStore.connect(context.vertx, config, TestContext.PATIENCE));
        context.call(() -> new PostgresMailLedger(store).claim(eventId, "EVENTS 0", Duration.ofMillis(1)));
        TestContext.await(store.close());
    }

    /** As when an operator has changed all passwords: nobody who is connected gets in again. */
    void changeNatsPasswords() {
        int port = nats.port();
        nats.close();
        nats = EmbeddedNats.in(natsFolder)
                .port(port)
                .passwords(NatsPasswords.random())
                .start();
    }

    private void serveUsers() {
        NatsConfig config = NatsConfig.from(new Environment(variables(Services.USER)), Services.USER);
        TestContext.await(context.vertx.deployVerticle(new VerticleBase() {
            @Override
            public Future<?> start() {
                return Nats.connect(vertx, config)
                        .compose(connected -> connected.serve(
                                UserService.CONTRACT,
                                users,
                                token -> Future.failedFuture(ServiceException.unauthenticated("Not in this test"))));
            }
        }));
    }

    private static Call call() {
        return new Call(
                Caller.ANONYMOUS,
                Deadline.in(Duration.ofSeconds(5), Clock.systemUTC()),
                Samples.freshId(),
                Trace.start());
    }

    @Override
    public void close() {
        TestContext.await(operator.close());
        context.close();
        raw.close();
        postgres.close();
        nats.close();
    }
}
