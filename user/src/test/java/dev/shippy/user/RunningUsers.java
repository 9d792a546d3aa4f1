package dev.shippy.user;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.UndecodableEventException;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.RepublishRequest;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.embedded.Durability;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.runtime.nats.Nats;
import dev.shippy.runtime.nats.NatsClient;
import dev.shippy.runtime.nats.NatsConfig;
import dev.shippy.runtime.nats.Provisioning;
import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.outbox.OutboxConfig;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.postgres.PostgresConfig;
import dev.shippy.runtime.postgres.PostgresStore;
import dev.shippy.runtime.token.TokenConfig;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Instances of the service on a NATS server of their own, and what they have told. */
final class RunningUsers implements AutoCloseable {

    static final EmailAddress ADMIN = new EmailAddress("admin@example.com");
    static final Duration LEASE = Duration.ofSeconds(1);

    final TestContext context = new TestContext();
    final EmbeddedNats nats;
    final PostgresConfig database = TestDatabase.config();
    final PostgresStore store;
    private final NatsClient client;
    private final List<String> deployed = new ArrayList<>();

    RunningUsers(Path folder) {
        // It is killed in some tests, and must not forget what it has acknowledged.
        nats = EmbeddedNats.in(folder).durability(Durability.DURABLE).start();
        client = TestContext.await(NatsClient.connect(context.vertx, nats.url(), TestContext.PATIENCE));
        store = TestContext.await(PostgresStore.connect(context.vertx, database, TestContext.PATIENCE));
    }

    void provision() {
        TestContext.await(Provisioning.run(context.vertx, nats.passwords().url("operator"), TestContext.PATIENCE));
    }

    Future<String> deploy() {
        return context.vertx.deployVerticle(new UserVerticle(config())).onSuccess(deployed::add);
    }

    void start(int instances) {
        for (int n = 0; n < instances; n++) {
            TestContext.await(deploy());
        }
    }

    /** All instances drain. */
    void stop() {
        deployed.forEach(id -> TestContext.await(context.vertx.undeploy(id)));
        deployed.clear();
    }

    /** As a customer does; the id. */
    @CanIgnoreReturnValue
    String signUp() {
        return TestContext.await(create(Samples.user(Samples.email().text())));
    }

    /** May fail when NATS is away. */
    Future<String> create(User user) {
        Deadline soon = Deadline.in(Duration.ofSeconds(2), Clock.systemUTC());
        return context.start(() -> client.rpcs("")
                .call(UserService.CREATE, Samples.call(Caller.ANONYMOUS).withDeadline(soon), user)
                .map(response -> response.getUser().getId()));
    }

    void delete(String id) {
        String token = adminToken();
        context.call(() -> client.rpcs(token)
                .call(
                        UserService.DELETE,
                        Samples.call(Caller.ANONYMOUS),
                        User.newBuilder().setId(id).build()));
    }

    long republish(long since) {
        RepublishRequest request = RepublishRequest.newBuilder().setSince(since).build();
        String token = adminToken();
        return context.call(() ->
                        client.rpcs(token).call(UserService.REPUBLISH_EVENTS, Samples.call(Caller.ANONYMOUS), request))
                .getScheduled();
    }

    /** What an instance does that is killed before it marks what the stream has acknowledged. */
    void insertAndDieAfterThePubAck(NewAccount account) {
        List<OutboxEntry> told = new ArrayList<>();
        Nats dying = TestContext.await(Nats.connect(context.vertx, config(Services.USER)));
        context.call(() -> new PostgresUserRepository(store, LEASE, told::add).insert(account));
        context.call(() -> dying.events().publish(told.get(0).events().get(0)));
        TestContext.await(dying.drain());
    }

    /** Everything that the stream has. */
    List<StoredMessage> stream() {
        List<StoredMessage> messages = new ArrayList<>();
        Nats reader = TestContext.await(Nats.connect(context.vertx, config(Services.EMAIL_SUBSCRIBER)));
        try {
            Optional<StoredMessage> next = read(reader, 1);
            while (next.isPresent()) {
                messages.add(next.get());
                next = read(reader, messages.size() + 1);
            }
        } finally {
            TestContext.await(reader.drain());
        }
        return messages;
    }

    List<EventMessage> events() {
        return stream().stream().map(RunningUsers::event).toList();
    }

    long unpublished() {
        return TestContext.await(
                        store.read("SELECT count(*) AS open FROM outbox WHERE published_at IS NULL", Tuple.tuple()))
                .iterator()
                .next()
                .getLong("open");
    }

    @Override
    public void close() {
        stop();
        TestContext.await(Future.all(client.close(), store.close()));
        context.close();
        nats.close();
    }

    private String adminToken() {
        return TestContext.await(context.start(() -> client.rpcs("")
                        .call(UserService.AUTH, Samples.call(Caller.ANONYMOUS), Samples.user(ADMIN.text()))))
                .getToken();
    }

    private static Optional<StoredMessage> read(Nats reader, long sequence) {
        return TestContext.await(reader.read(EventStream.EVENTS, sequence));
    }

    private static EventMessage event(StoredMessage message) {
        try {
            return message.event().orElseThrow();
        } catch (UndecodableEventException undecodable) {
            throw new AssertionError(undecodable);
        }
    }

    private NatsConfig config(String service) {
        return new NatsConfig(
                service,
                nats.url(),
                nats.passwords().of(service),
                nats.passwords().of(service + "-public"),
                256,
                TestContext.PATIENCE,
                Duration.ofSeconds(4));
    }

    private UserConfig config() {
        return new UserConfig(
                config(Services.USER),
                database,
                new TokenConfig("shippy", "shippy", Duration.ofMillis(100)),
                new KeyConfig(Duration.ofHours(1), Duration.ofSeconds(1)),
                new PasswordConfig(4, 2, 64, 64),
                new ThrottleConfig(5, Duration.ofSeconds(1), Duration.ofMinutes(5)),
                new OutboxConfig(LEASE, Duration.ofMillis(50), 100),
                Duration.ofDays(14),
                Optional.of(new AdminConfig(ADMIN, Samples.PASSWORD)));
    }
}
