package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.user.v1.Request;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.runtime.nats.InstanceStatistics;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts on two instances of the user service, as another service sees them. */
class AccountsIT {

    private static final Duration CACHE = Duration.ofSeconds(1);

    /** What the machine's noise may add. */
    private static final Duration NOISE = Duration.ofMillis(1_500);

    private static final Duration ROTATION_LIMIT = Duration.ofSeconds(15);
    private static final int FREE_GUESSES = 5;

    private static final Vertx vertx = Vertx.vertx();
    private static final Installation installation =
            new Installation(Map.of("KEY_CACHE", "1s", "ACCOUNT_CACHE", "1s", "LOGIN_WAIT", "5s"));
    private static NatsClient client;
    private static Person anybody;

    @BeforeAll
    static void start() {
        Stream.of("user", "user", "vessel").map(installation::start).toList().forEach(ServiceProcess::awaitServing);
        client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
                .await();
        anybody = Person.anonymous(client);
    }

    @AfterAll
    static void close() {
        client.close().await();
        vertx.close().await();
        installation.close();
    }

    @Test
    void slowDownWhoGuessesPasswordsOnBothInstances() {
        User ada = newUser(freshEmail());
        assertEquals(200, code(anybody.call(UserService.CREATE, ada)));
        User guess = ada.toBuilder().setPassword("wrong horse battery").build();
        List<Long> before = logins();

        List<Future<Token>> guesses =
                Stream.generate(() -> logIn(guess)).limit(12).toList();

        Map<Integer, Long> byCode = countByCode(guesses);
        assertEquals(Set.of(401, 429), byCode.keySet(), byCode::toString);
        assertTrue(byCode.getOrDefault(401, 0L) <= FREE_GUESSES, byCode::toString);
        assertEquals(
                Map.of(429, 8L),
                countByCode(Stream.generate(() -> logIn(ada)).limit(8).toList()),
                "the right password has to wait as well");
        assertBothWereAsked(before);
        Awaitility.await("the end of the wait").atMost(Duration.ofSeconds(15)).until(() -> code(logIn(ada)) == 200);
    }

    @Test
    void areMadeOnceHoweverOftenTheRequestComes() {
        User user = newUser(freshEmail());
        String requestId = UUID.randomUUID().toString();
        Supplier<Future<Response>> create = () -> anybody.call(UserService.CREATE, user, requestId, Person.PATIENCE);

        List<Future<Response>> calls = Stream.generate(create).limit(50).toList();

        assertEquals(Map.of(200, 50L), countByCode(calls));
        Set<Response> answers = calls.stream().map(Future::result).collect(Collectors.toSet());
        assertEquals(1, answers.size());
        assertEquals(answers.iterator().next(), create.get().await());
    }

    @Test
    void areToldApartWithoutRegardToCase() {
        String email = "Ada." + freshEmail();
        List<Future<Response>> creates = Stream.of(
                        email, email.toLowerCase(Locale.ROOT), email.toUpperCase(Locale.ROOT))
                .map(each -> anybody.call(UserService.CREATE, newUser(each)))
                .toList();

        assertEquals(Map.of(200, 1L, 409, 2L), countByCode(creates));
        assertEquals(200, code(logIn(newUser(email.toUpperCase(Locale.ROOT)))));
        assertEquals(200, code(logIn(newUser(email))));
    }

    @Test
    void keepTheirTokensGoodWhileKeysRotate() {
        User ada = newUser(freshEmail());
        assertEquals(200, code(anybody.call(UserService.CREATE, ada)));
        Person old = Person.withToken(client, logIn(ada).await().getToken());
        Person admin = Person.admin(client);
        Load olds = Load.start(vertx, "old tokens", 20, () -> search(old));
        int logins = 0;

        for (int i = 0; i < 2; i++) {
            KeySet rotated = admin.call(UserService.ROTATE_KEY, Request.getDefaultInstance())
                    .await();
            logins += logInUntilSignedBy(rotated.getKeys(0).getKid(), ada);
        }
        olds.stop();

        System.out.printf(Locale.ROOT, "  %d logins, %s%n", logins, olds.figures());
        assertEquals(List.of(), olds.failures());
        assertTrue(logins > 3);
    }

    @Test
    void loseARoleAndTheirTokenAsSoonAsIsSaid() {
        Person admin = Person.admin(client);
        Person bob = Person.signUp(client);
        User id = User.newBuilder().setId(bob.userId()).build();
        assertEquals(200, code(admin.call(UserService.GRANT, id)));
        Awaitility.await("the grant").atMost(CACHE.plus(NOISE)).until(() -> createVessel(bob) == 200);

        assertEquals(200, code(admin.call(UserService.REVOKE, id)));
        assertEndsWithinTheCache(() -> createVessel(bob), 403);

        assertEquals(200, code(search(bob)));
        assertEquals(200, code(admin.call(UserService.DELETE, id)));
        assertEndsWithinTheCache(() -> code(search(bob)), 401);
    }

    /** Each token is used at once. Returns how many there were. */
    private static int logInUntilSignedBy(String keyId, User user) {
        long deadline = System.nanoTime() + ROTATION_LIMIT.toNanos();
        for (int logins = 1; ; logins++) {
            Token token = logIn(user).await();
            assertEquals(200, code(search(Person.withToken(client, token.getToken()))));
            if (keyOf(token).equals(keyId)) {
                return logins;
            }
            assertTrue(System.nanoTime() < deadline, "the new key does not sign");
        }
    }

    private static void assertEndsWithinTheCache(IntSupplier call, int code) {
        long start = System.nanoTime();
        Awaitility.await("code " + code)
                .atMost(CACHE.plus(NOISE))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> call.getAsInt() == code);
        System.out.printf(Locale.ROOT, "  %d after %d ms%n", code, (System.nanoTime() - start) / 1_000_000);
        assertEquals(code, call.getAsInt());
    }

    private static int createVessel(Person person) {
        Vessel vessel = Vessel.newBuilder()
                .setName("Vessel")
                .setCapacity(1)
                .setMaxWeight(1)
                .build();
        return code(person.call(VesselService.CREATE, vessel));
    }

    private static Future<?> search(Person person) {
        return Traffic.search(person, Person.PATIENCE);
    }

    private static Future<Token> logIn(User credentials) {
        User user = User.newBuilder()
                .setEmail(credentials.getEmail())
                .setPassword(credentials.getPassword())
                .build();
        return anybody.call(UserService.AUTH, user);
    }

    private static String keyOf(Token token) {
        byte[] header = Base64.getUrlDecoder().decode(token.getToken().split("\\.", -1)[0]);
        return new JsonObject(Buffer.buffer(header)).getString("kid");
    }

    private static void assertBothWereAsked(List<Long> before) {
        List<Long> after = logins();
        assertEquals(2, after.size());
        for (int i = 0; i < after.size(); i++) {
            assertTrue(after.get(i) > before.get(i), () -> before + " and then " + after);
        }
    }

    /** How many each instance was asked for, in the order of their ids. */
    private static List<Long> logins() {
        return client.statistics(Set.of(), Duration.ofSeconds(1)).await().stream()
                .filter(instance -> instance.name().equals("user"))
                .sorted(Comparator.comparing(InstanceStatistics::id))
                .flatMap(instance -> instance.endpoints().stream())
                .filter(endpoint -> endpoint.name().equals("Auth"))
                .map(InstanceStatistics.EndpointFigures::requests)
                .toList();
    }

    private static <T> Map<Integer, Long> countByCode(List<Future<T>> calls) {
        return calls.stream().collect(Collectors.groupingBy(AccountsIT::code, Collectors.counting()));
    }

    private static int code(Future<?> call) {
        var unused = call.otherwiseEmpty().await();
        return Person.codeOf(call);
    }

    private static String freshEmail() {
        return UUID.randomUUID() + "@example.org";
    }

    private static User newUser(String email) {
        return User.newBuilder()
                .setName("A customer")
                .setEmail(email)
                .setPassword(Installation.PASSWORD)
                .build();
    }
}
