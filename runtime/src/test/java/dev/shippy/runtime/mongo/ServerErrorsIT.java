package dev.shippy.runtime.mongo;

import static dev.shippy.runtime.mongo.Outcomes.assertUnavailable;
import static dev.shippy.runtime.mongo.Outcomes.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.embedded.MongodReplicaSet;
import dev.shippy.runtime.mongo.ServerError.Meaning;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.AggregateOptions;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.IndexOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** How a service treats the errors that a real server sends for each command that services use. */
class ServerErrorsIT {

    private static final String THINGS = "things";
    private static final List<String> READS = List.of("find", "aggregate", "ping");
    private static final List<String> WRITES = List.of("insert", "update", "findAndModify", "createIndexes");
    /** Names that MongoDB 8.0 has changed. */
    private static final Set<String> RENAMED = Set.of("WriteConcernFailed");

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Vertx vertx = Vertx.vertx();
    private static MongodReplicaSet set;
    private static MongoStore store;
    private static FailPoints server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        set = MongodReplicaSet.start(folder);
        String url = set.newDatabase();
        server = new FailPoints(url);
        store = await(MongoStore.connect(vertx, new MongoConfig(url, LIMIT), LIMIT));
        await(writes().get(0).get());
    }

    @AfterAll
    static void stop() {
        await(store.close());
        await(vertx.close());
        server.close();
        set.close();
    }

    @AfterEach
    void answerAgain() {
        server.off();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> await(store.check()) == null);
    }

    /** The excluded codes carry details; no server sends them without these. */
    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"DUPLICATE_KEY", "DOCUMENT_VALIDATION_FAILURE", "STALE_DB_VERSION", "STALE_CONFIG"})
    void meansWhatTheTableSays(ServerError error) {
        server.fail(all(), new Document("errorCode", error.code()));

        List<Throwable> failures = startAll().stream().map(Outcomes::failure).toList();

        boolean passes = error.meaning() == Meaning.NOT_NOW || error.meaning() == Meaning.CREDENTIALS;
        assertEquals(
                Set.of(passes),
                failures.stream().map(ServerErrorsIT::isUnavailable).collect(Collectors.toSet()));
        Set<Integer> others = failures.stream()
                .map(failure -> cause(failure).getCode())
                .filter(code -> code != error.code())
                .collect(Collectors.toSet());
        // Some codes make the driver close the open connections.
        assertTrue(others.isEmpty() || (passes && others.stream().allMatch(code -> code < 0)), failures::toString);
        assertTrue(failures.stream().anyMatch(failure -> cause(failure).getCode() == error.code()), failures::toString);
        assertEquals(Set.of(), unlike(error, failures));
    }

    /** The server's names for the code that differ from the name in the table. */
    private static Set<String> unlike(ServerError error, List<Throwable> failures) {
        String name = error.name().replace("_", "");
        return failures.stream()
                .flatMap(failure -> failure.getCause() instanceof MongoCommandException answer
                        ? Stream.of(answer.getErrorCodeName())
                        : Stream.of())
                .filter(called -> !called.equalsIgnoreCase(name))
                .filter(called -> !called.startsWith("Location") && !RENAMED.contains(called))
                .collect(Collectors.toSet());
    }

    @Test
    void isUnavailableWhereTheServerSaysSoByALabel() {
        Document answer = new Document("errorCode", 2).append("errorLabels", List.of("SystemOverloadedError"));
        server.fail(all(), answer);

        startAll().forEach(Outcomes::assertUnavailable);
    }

    @Test
    void isUnavailableWhenTheConnectionBreaks() {
        server.fail(all(), new Document("closeConnection", true));

        startAll().forEach(Outcomes::assertUnavailable);
    }

    /** The write is executed but not confirmed. */
    @Test
    void isUnavailableWhenTheWriteConcernIsNotMet() {
        server.fail(WRITES, unconfirmed(64));
        String id = fresh();
        Future<?> insert = store.writeEach(THINGS, List.of(BulkOperation.createInsert(document(id))));

        assertUnavailable(insert);
        server.off();
        assertEquals(Optional.of(id), findSoon(id).map(found -> found.getString("_id")));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 79, 91, 100, 11602})
    void noWriteSucceedsWhoseWriteConcernIsNotMet(int code) {
        server.fail(WRITES, unconfirmed(code));

        start(writes()).forEach(Outcomes::assertUnavailable);
    }

    /** By default the driver would retry, and the server would execute the retry. */
    @ParameterizedTest
    @ValueSource(ints = {189, 11602})
    void isNotSentAgainByTheDriver(int code) {
        Document answer = new Document("errorCode", code).append("errorLabels", List.of("RetryableWriteError"));
        String id = fresh();
        server.failOnce(List.of("insert"), answer);
        assertUnavailable(store.writeEach(THINGS, List.of(BulkOperation.createInsert(document(id)))));
        assertEquals(Optional.empty(), findSoon(id));

        server.failOnce(List.of("find"), answer);
        assertUnavailable(store.linearizable().find(THINGS, id, new JsonObject()));
    }

    @Test
    void isUnavailableWhenWritesFailInsideTheReply() {
        server.set("failAllInserts");
        server.set("failAllUpdates");

        writes().stream().limit(3).forEach(write -> assertUnavailable(write.get()));

        server.off("failAllInserts");
        server.off("failAllUpdates");
    }

    @Test
    void staysTheDriversWhenWritesAreRefusedInsideTheReply() {
        String collection = "valid_" + fresh();
        JsonObject validator = new JsonObject()
                .put("create", collection)
                .put("validator", new JsonObject().put("n", new JsonObject().put("$exists", true)));
        await(store.client().runCommand("create", validator));
        BulkOperation twice = BulkOperation.createInsert(document("a").put("n", 1));
        BulkOperation invalid = BulkOperation.createInsert(document(fresh()));

        Throwable duplicate = Outcomes.failure(store.writeEach(collection, List.of(twice, twice)));
        Throwable both = Outcomes.failure(store.writeEach(collection, List.of(twice, invalid)));

        assertEquals(Set.of(1), MongoStore.duplicateKeys(duplicate));
        assertInstanceOf(MongoBulkWriteException.class, both);
        assertFalse(MongoStore.isDuplicateKey(both));
    }

    @Test
    void anUnconfirmedDuplicateIsUnavailable() {
        String id = fresh();
        BulkOperation insert = BulkOperation.createInsert(document(id));
        await(store.writeEach(THINGS, List.of(insert)));
        server.fail(List.of("insert"), unconfirmed(64));

        assertUnavailable(store.writeEach(THINGS, List.of(insert)));
    }

    /** The driver throws the same exception as for a wrong password. */
    @Test
    void aLoginThatTheServerCannotDoNowIsNoWrongPassword() {
        assertEquals(ErrorCode.UNAVAILABLE, login(91));
        assertEquals(ErrorCode.UNAUTHENTICATED, login(18));
    }

    private static ErrorCode login(int code) {
        server.fail(List.of("saslStart", "saslContinue"), new Document("errorCode", code));
        MongoConfig config = new MongoConfig(set.newDatabase(), LIMIT);
        Throwable failure = Outcomes.failure(MongoStore.connect(vertx, config, Duration.ofMillis(1)));
        return assertInstanceOf(ServiceException.class, failure).code();
    }

    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof ServiceException refused && refused.code() == ErrorCode.UNAVAILABLE;
    }

    private static MongoException cause(Throwable failure) {
        Throwable cause = failure instanceof ServiceException ? failure.getCause() : failure;
        return assertInstanceOf(MongoException.class, cause);
    }

    /** Waits until the driver has found the primary again. */
    private static Optional<JsonObject> findSoon(String id) {
        return Awaitility.await()
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> await(store.linearizable().find(THINGS, id, new JsonObject())), found -> true);
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>(READS);
        all.addAll(WRITES);
        return all;
    }

    private static List<Future<?>> startAll() {
        List<Supplier<Future<?>>> all = new ArrayList<>(reads());
        all.addAll(writes());
        return start(all);
    }

    /**
     * Starts all operations at once, because some answers make the driver look for the primary again. Runs on a Vert.x
     * context, as services do: on another thread, the client's stream of an aggregation can lose its end.
     */
    private static List<Future<?>> start(List<Supplier<Future<?>>> operations) {
        Context context = vertx.getOrCreateContext();
        return operations.stream()
                .<Future<?>>map(operation -> Future.<Object>future(done -> context.runOnContext(
                        now -> operation.get().<Object>mapEmpty().onComplete(done))))
                .toList();
    }

    private static Document unconfirmed(int code) {
        return new Document("writeConcernError", new Document("code", code).append("errmsg", "injected"));
    }

    private static List<Supplier<Future<?>>> reads() {
        JsonArray pipeline = new JsonArray().add(new JsonObject().put("$match", document("a")));
        return List.of(
                () -> store.run(() -> store.client().findOne(THINGS, document("a"), new JsonObject())),
                () -> store.linearizable().find(THINGS, "a", new JsonObject()),
                () -> store.run(() -> store.client()
                        .aggregateWithOptions(THINGS, pipeline, new AggregateOptions())
                        .collect(Collectors.toList())),
                () -> store.linearizable().aggregate(THINGS, pipeline, 1),
                () -> store.run(() -> store.client().runCommand("ping", new JsonObject().put("ping", 1))));
    }

    private static List<Supplier<Future<?>>> writes() {
        return List.of(
                () -> store.writeEach(THINGS, List.of(BulkOperation.createInsert(document(fresh())))),
                () -> store.writeEach(THINGS, List.of(BulkOperation.createUpdate(document("a"), change()))),
                () -> store.run(() -> store.client().updateCollection(THINGS, document("a"), change())),
                () -> store.run(() -> store.client().findOneAndUpdate(THINGS, document("a"), change())),
                () -> store.run(() -> store.client()
                        .createIndexWithOptions(THINGS, new JsonObject().put("n", 1), new IndexOptions())));
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }

    private static JsonObject document(String id) {
        return new JsonObject().put("_id", id);
    }

    private static JsonObject change() {
        return new JsonObject().put("$inc", new JsonObject().put("n", 1));
    }
}
