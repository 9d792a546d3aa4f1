package dev.shippy.runtime.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.embedded.MongodServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoStoreIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private static MongodServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = MongodServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void readsWhatItWrites() {
        MongoStore store = connect(server.port());
        String id = insert(store);

        assertEquals(id, await(find(store, id)).getString("_id"));
    }

    @Test
    void readsLinearizablyWhereThereIsOneServer() {
        MongoStore store = connect(server.port());
        String id = insert(store);
        JsonObject document = new JsonObject().put("_id", id);
        JsonArray matching = new JsonArray().add(new JsonObject().put("$match", document));

        assertEquals(Optional.of(document), await(store.linearizable().find("things", id, new JsonObject())));
        assertEquals(Optional.empty(), await(store.linearizable().find("things", "none", new JsonObject())));
        assertEquals(List.of(document), await(store.linearizable().aggregate("things", matching, 1)));
    }

    @Test
    void tellsADuplicateKey() {
        MongoStore store = connect(server.port());
        String id = insert(store);

        Throwable failure = assertThrows(Throwable.class, () -> await(insert(store, id)));

        assertTrue(MongoStore.isDuplicateKey(failure), failure.toString());
    }

    @Test
    void waitsForAServerThatStartsLate() {
        server.stop();
        Future<MongoStore> connecting = MongoStore.connect(vertx, config(server.port(), TIMEOUT), START_LIMIT);
        assertUnavailable(MongoStore.connect(vertx, config(server.port(), TIMEOUT), Duration.ofMillis(100)));

        server.restart();

        assertTrue(insert(await(connecting)).length() > 0);
    }

    @Test
    void aWrongPasswordEndsTheStartAtOnce() {
        String wrong = server.url().replaceFirst(":[^:@/]+@", ":WrongPassword1@");
        long start = System.nanoTime();

        ServiceException refusal = assertFails(MongoStore.connect(vertx, new MongoConfig(wrong, TIMEOUT), START_LIMIT));

        assertTrue(System.nanoTime() - start < AT_ONCE.toNanos());
        assertEquals(ErrorCode.UNAUTHENTICATED, refusal.code());
        assertEquals(
                "MongoDB at 127.0.0.1:" + server.port()
                        + " refuses the login of the user root of the database admin: there is no such user, or its"
                        + " password is wrong",
                refusal.sentence());
    }

    @Test
    void aMissingLoginEndsThePreparationAtOnce() {
        MongoConfig anonymous = new MongoConfig("mongodb://127.0.0.1:" + server.port(), TIMEOUT);
        MongoStore store = await(MongoStore.connect(vertx, anonymous, START_LIMIT));
        long start = System.nanoTime();

        ServiceException refusal = assertFails(store.prepare("things", START_LIMIT, () -> find(store, "any")));

        assertTrue(System.nanoTime() - start < AT_ONCE.toNanos());
        assertEquals(
                "MongoDB at 127.0.0.1:" + server.port() + " requires a login, but the connection string names no user",
                refusal.sentence());
    }

    @Test
    void aServerThatIsGoneIsUnavailableInTime() {
        MongoStore store = connect(server.port(), SHORT);
        server.stop();

        long start = System.nanoTime();
        assertUnavailable(find(store, "any"));
        assertUnavailable(insert(store, "any"));
        assertInTime(start, 2);
        server.restart();
    }

    @Test
    void aServerThatStallsIsUnavailableInTime() {
        StallingProxy proxy = new StallingProxy(vertx, server.port());
        MongoStore store = connect(await(proxy.listen()), SHORT);
        proxy.stall();

        long start = System.nanoTime();
        assertUnavailable(find(store, "any"));
        assertUnavailable(insert(store, "any"));
        assertInTime(start, 2);
    }

    @Test
    void comesBackWithinTwoSecondsOfTheServer() {
        MongoStore store = connect(server.port());
        String id = insert(store);
        server.stop();
        assertUnavailable(find(store, id));

        server.restart();

        Awaitility.await()
                .atMost(Duration.ofSeconds(2))
                .ignoreExceptions()
                .until(() -> id.equals(await(find(store, id)).getString("_id")));
    }

    @Test
    void aClosedStoreIsUnavailable() {
        MongoStore store = connect(server.port());
        await(store.close());

        assertUnavailable(find(store, "any"));
    }

    @Test
    void whatAnOperationThrowsIsItsFailure() {
        MongoStore store = connect(server.port());
        IllegalStateException thrown = new IllegalStateException("a fault of ours");

        Future<Void> failed = store.run(() -> {
            throw thrown;
        });

        assertSame(thrown, assertThrows(IllegalStateException.class, () -> await(failed)));
    }

    @Test
    void aResultArrivesOnTheContextThatAsked() {
        MongoStore store = connect(server.port());
        Context context = vertx.getOrCreateContext();
        Promise<Context> arrived = Promise.promise();

        context.runOnContext(asked -> find(store, "any").onComplete(found -> arrived.complete(Vertx.currentContext())));

        assertSame(context, await(arrived.future()));
    }

    private MongoStore connect(int port) {
        return connect(port, TIMEOUT);
    }

    private MongoStore connect(int port, Duration timeout) {
        return await(MongoStore.connect(vertx, config(port, timeout), START_LIMIT));
    }

    private static MongoConfig config(int port, Duration timeout) {
        return new MongoConfig(server.url().replace(":" + server.port() + "/", ":" + port + "/"), timeout);
    }

    private static String insert(MongoStore store) {
        String id = UUID.randomUUID().toString();
        await(insert(store, id));
        return id;
    }

    private static Future<String> insert(MongoStore store, String id) {
        return store.run(() -> store.client().insert("things", new JsonObject().put("_id", id)));
    }

    private static Future<JsonObject> find(MongoStore store, String id) {
        return store.run(() -> store.client().findOne("things", new JsonObject().put("_id", id), new JsonObject()));
    }

    private static void assertUnavailable(Future<?> future) {
        assertEquals(ErrorCode.UNAVAILABLE, assertFails(future).code());
    }

    private static ServiceException assertFails(Future<?> future) {
        return assertThrows(ServiceException.class, () -> await(future));
    }

    private static void assertInTime(long startNanos, int operations) {
        Duration spent = Duration.ofNanos(System.nanoTime() - startNanos);
        Duration most = SHORT.multipliedBy(operations).plusSeconds(1);
        assertTrue(spent.compareTo(most) < 0, spent + " is more than " + most);
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("Nothing after 20 s", late);
        }
    }
}
