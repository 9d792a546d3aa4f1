package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.user.v1.Request;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.embedded.Shared;
import dev.shippy.runtime.nats.NatsClient;
import dev.shippy.runtime.nats.NatsConfig;
import dev.shippy.runtime.outbox.OutboxConfig;
import dev.shippy.runtime.postgres.PostgresConfig;
import dev.shippy.runtime.postgres.PostgresStore;
import dev.shippy.runtime.token.TokenConfig;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two instances of the service on real servers, called as people call them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserServiceIT {

    private static final EmailAddress ADMIN = new EmailAddress("admin@example.com");
    private static final Duration ACCOUNT_CACHE = Duration.ofMillis(100);

    private final TestContext context = new TestContext();
    private NatsClient client;
    private PostgresStore store;
    private String adminToken;

    @BeforeAll
    void start() {
        EmbeddedNats nats = Shared.nats();
        PostgresConfig database = TestDatabase.config();
        UserConfig config = config(nats, database);
        TestContext.await(Future.all(
                context.vertx.deployVerticle(new UserVerticle(config)),
                context.vertx.deployVerticle(new UserVerticle(config))));
        client = TestContext.await(NatsClient.connect(context.vertx, nats.url(), TestContext.PATIENCE));
        store = TestContext.await(PostgresStore.connect(context.vertx, database, TestContext.PATIENCE));
        adminToken = logIn(ADMIN.text());
    }

    @AfterAll
    void stop() {
        TestContext.await(Future.all(client.close(), store.close()));
        context.close();
    }

    @Test
    void signsUpAndLogsIn() {
        String email = Samples.email().text();

        User created = call("", UserService.CREATE, Samples.user(email)).getUser();
        Token token = call("", UserService.AUTH, Samples.user(email));

        assertTrue(created.getPassword().isEmpty());
        assertEquals(created.getId(), token.getUserId());
        assertEquals(email, get(token.getToken(), created.getId()).getUser().getEmail());
    }

    @Test
    void signsUpOnceHoweverOftenARequestComes() {
        User user = Samples.user(Samples.email().text());
        String requestId = UUID.randomUUID().toString();

        List<Response> answers = context.call(() -> Future.all(IntStream.range(0, 50)
                        .mapToObj(n -> client.rpcs("")
                                .call(UserService.CREATE, Samples.call(Caller.ANONYMOUS, requestId), user))
                        .toList()))
                .list();

        assertEquals(1, answers.stream().distinct().count());
        assertEquals(
                ErrorCode.ALREADY_EXISTS,
                context.refusal(() -> client.rpcs("")
                        .call(
                                UserService.CREATE,
                                Samples.call(Caller.ANONYMOUS, requestId),
                                Samples.user(Samples.email().text()))));
        assertEquals(ErrorCode.ALREADY_EXISTS, refusal("", UserService.CREATE, user));
    }

    @ParameterizedTest
    @EnumSource(BadToken.class)
    void refusesABadToken(BadToken kind) {
        SignedUp customer = signUp();
        String bad = kind.make(context.vertx, customer.token(), keyOf(customer.token()));

        ServiceException refused = refused(bad, UserService.GET, byId(customer.id()));

        assertEquals(ErrorCode.UNAUTHENTICATED, refused.code(), refused.sentence());
        assertEquals(
                customer.id(), get(customer.token(), customer.id()).getUser().getId());
    }

    @ParameterizedTest
    @EnumSource(BadToken.class)
    void callsABadTokenNotValid(BadToken kind) {
        SignedUp customer = signUp();
        String bad = kind.make(context.vertx, customer.token(), keyOf(customer.token()));
        if (bad.length() > 60_000) {
            return; // More than a request may hold; as a header it is refused above.
        }

        Token answer = call(
                "", UserService.VALIDATE_TOKEN, Token.newBuilder().setToken(bad).build());

        assertFalse(answer.getValid());
        assertEquals(401, answer.getErrors(0).getCode());
        assertFalse(answer.getErrors(0).getDescription().contains("error"));
    }

    @Test
    void vouchesForAGoodToken() {
        SignedUp customer = signUp();

        Token answer = call(
                "",
                UserService.VALIDATE_TOKEN,
                Token.newBuilder().setToken(customer.token()).build());

        assertTrue(answer.getValid());
        assertEquals(customer.id(), answer.getUserId());
        assertTrue(answer.getExpiresAt() > System.currentTimeMillis());
        Token admins = call(
                "",
                UserService.VALIDATE_TOKEN,
                Token.newBuilder().setToken(adminToken).build());
        assertEquals(List.of("admin"), admins.getRolesList());
    }

    @Test
    void showsEachCustomerOnlyThemselves() {
        SignedUp customer = signUp();
        SignedUp other = signUp();

        assertEquals(ErrorCode.PERMISSION_DENIED, refusal(customer.token(), UserService.GET, byId(other.id())));
        assertEquals(ErrorCode.PERMISSION_DENIED, refusal(customer.token(), UserService.DELETE, byId(other.id())));
        assertEquals(ErrorCode.PERMISSION_DENIED, refusal(customer.token(), UserService.GRANT, byId(customer.id())));
        assertEquals(
                ErrorCode.PERMISSION_DENIED,
                refusal(customer.token(), UserService.GET_ALL, Request.getDefaultInstance()));
        assertEquals(
                ErrorCode.PERMISSION_DENIED,
                refusal(customer.token(), UserService.ROTATE_KEY, Request.getDefaultInstance()));
        assertEquals(ErrorCode.UNAUTHENTICATED, refusal("", UserService.GET_ALL, Request.getDefaultInstance()));
    }

    @Test
    void letsAnAdminFindListGrantAndRevoke() {
        SignedUp customer = signUp();
        User byEmail = User.newBuilder().setEmail(customer.email()).build();

        assertEquals(
                customer.id(),
                call(adminToken, UserService.GET, byEmail).getUser().getId());
        assertTrue(call(adminToken, UserService.GET_ALL, Request.getDefaultInstance()).getUsersList().stream()
                .anyMatch(user -> user.getId().equals(customer.id())));
        assertEquals(
                List.of("admin"),
                call(adminToken, UserService.GRANT, byId(customer.id()))
                        .getUser()
                        .getRolesList());
        Awaitility.await()
                .atMost(TestContext.PATIENCE)
                .until(() -> succeeds(customer.token(), UserService.GET_ALL, Request.getDefaultInstance()));
        assertEquals(
                0,
                call(adminToken, UserService.REVOKE, byId(customer.id()))
                        .getUser()
                        .getRolesCount());
        Awaitility.await()
                .atMost(TestContext.PATIENCE)
                .until(() -> !succeeds(customer.token(), UserService.GET_ALL, Request.getDefaultInstance()));
    }

    @Test
    void refusesADeletedUsersToken() {
        SignedUp customer = signUp();

        assertTrue(
                call(customer.token(), UserService.DELETE, byId(customer.id())).getOk());

        Awaitility.await()
                .atMost(TestContext.PATIENCE)
                .until(() -> !succeeds(customer.token(), UserService.GET, byId(customer.id())));
        assertEquals(ErrorCode.UNAUTHENTICATED, refusal(customer.token(), UserService.GET, byId(customer.id())));
        assertTrue(call(adminToken, UserService.DELETE, byId(customer.id())).getOk());
    }

    @Test
    void keepsTheLastAdmin() {
        String id = call(
                        adminToken,
                        UserService.GET,
                        User.newBuilder().setEmail(ADMIN.text()).build())
                .getUser()
                .getId();

        assertEquals(ErrorCode.FAILED_PRECONDITION, refusal(adminToken, UserService.DELETE, byId(id)));
    }

    @Test
    void rotatesKeysOnTwoInstancesWithoutRefusingAGoodToken() {
        SignedUp customer = signUp();
        String before = call("", UserService.KEYS, Request.getDefaultInstance())
                .getKeys(0)
                .getKid();

        KeySet rotated = call(adminToken, UserService.ROTATE_KEY, Request.getDefaultInstance());

        assertNotEquals(before, rotated.getKeys(0).getKid());
        assertFalse(rotated.getKeys(0).getSigning());
        Awaitility.await()
                .atMost(TestContext.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    String fresh = logIn(customer.email());
                    assertEquals(
                            customer.id(), get(fresh, customer.id()).getUser().getId());
                    assertEquals(
                            customer.id(),
                            get(customer.token(), customer.id()).getUser().getId());
                    return BadToken.headerOf(fresh)
                            .getString("kid")
                            .equals(rotated.getKeys(0).getKid());
                });
    }

    private record SignedUp(String id, String email, String token) {}

    private SignedUp signUp() {
        String email = Samples.email().text();
        String id = call("", UserService.CREATE, Samples.user(email)).getUser().getId();
        return new SignedUp(id, email, logIn(email));
    }

    private String logIn(String email) {
        return call("", UserService.AUTH, Samples.user(email)).getToken();
    }

    private SigningKey keyOf(String token) {
        String kid = BadToken.headerOf(token).getString("kid");
        return TestContext.await(new PostgresKeyRepository(store).all()).stream()
                .filter(key -> key.kid().equals(kid))
                .findFirst()
                .orElseThrow();
    }

    private Response get(String token, String id) {
        return call(token, UserService.GET, byId(id));
    }

    private <Q extends Message, R extends Message> R call(String token, Rpc<?, Q, R> rpc, Q request) {
        return context.call(() -> client.rpcs(token).call(rpc, Samples.call(Caller.ANONYMOUS), request));
    }

    private <Q extends Message, R extends Message> boolean succeeds(String token, Rpc<?, Q, R> rpc, Q request) {
        return context.call(() -> client.rpcs(token)
                .call(rpc, Samples.call(Caller.ANONYMOUS), request)
                .transform(done -> Future.succeededFuture(done.succeeded())));
    }

    private <Q extends Message, R extends Message> ErrorCode refusal(String token, Rpc<?, Q, R> rpc, Q request) {
        return refused(token, rpc, request).code();
    }

    private <Q extends Message, R extends Message> ServiceException refused(String token, Rpc<?, Q, R> rpc, Q request) {
        return context.refused(() -> client.rpcs(token).call(rpc, Samples.call(Caller.ANONYMOUS), request));
    }

    private static User byId(String id) {
        return User.newBuilder().setId(id).build();
    }

    private static UserConfig config(EmbeddedNats nats, PostgresConfig database) {
        NatsConfig connection = new NatsConfig(
                "user",
                nats.url(),
                nats.passwords().of("user"),
                nats.passwords().of("user-public"),
                256,
                TestContext.PATIENCE,
                Duration.ofSeconds(4));
        return new UserConfig(
                connection,
                database,
                new TokenConfig("shippy", "shippy", ACCOUNT_CACHE),
                new KeyConfig(Duration.ofHours(1), Duration.ofSeconds(1)),
                new PasswordConfig(4, 2, 64, 64),
                new ThrottleConfig(5, Duration.ofSeconds(1), Duration.ofMinutes(5)),
                new OutboxConfig(Duration.ofSeconds(2), Duration.ofMillis(100), 100),
                Duration.ofDays(14),
                Optional.of(new AdminConfig(ADMIN, Samples.PASSWORD)));
    }
}
