package dev.shippy.runtime.mongo;

import static dev.shippy.runtime.mongo.Outcomes.assertUnavailable;
import static dev.shippy.runtime.mongo.Outcomes.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.embedded.MongodReplicaSet;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The answers of a primary that has lost both other members but has not stepped down. A long election timeout keeps it
 * in this state.
 */
class CutOffPrimaryIT {

    private static final String THINGS = "things";
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1_500);
    private static final Duration ELECTION_TIMEOUT = Duration.ofMinutes(2);

    private static final Vertx vertx = Vertx.vertx();
    private static MongodReplicaSet set;
    private static int primary;
    private static MongoStore patient;
    private static MongoStore hasty;

    @BeforeAll
    static void start(@TempDir Path folder) {
        set = MongodReplicaSet.start(folder);
        primary = set.awaitPrimary();
        believeForLong();
        String url = set.newDatabase();
        patient = connect(url, LONG);
        hasty = connect(url, SHORT);
    }

    @AfterAll
    static void stop() {
        await(patient.close());
        await(hasty.close());
        await(vertx.close());
        set.close();
    }

    @AfterEach
    void resume() {
        others().forEach(set::resume);
        Awaitility.await().atMost(LONG).ignoreExceptions().until(() -> insert(patient) != null);
        assertEquals(primary, set.awaitPrimary());
    }

    @Test
    void answersOtherReadsAndNoLinearizableOne() {
        String id = insert(patient);
        assertEquals(Optional.of(id), linearizable(hasty, id).map(it -> it.getString("_id")));
        cutOff();

        assertEquals(id, await(majority(hasty, id)).getString("_id"));

        long start = System.nanoTime();
        assertUnavailable(hasty.linearizable().find(THINGS, id, new JsonObject()));
        assertUnavailable(hasty.linearizable().find(THINGS, "none", new JsonObject()));
        assertUnavailable(hasty.linearizable().aggregate(THINGS, new JsonArray(), 1));
        assertTrue(
                System.nanoTime() - start < SHORT.plusSeconds(1).multipliedBy(3).toNanos());
    }

    /** An update that matches nothing therefore cannot replace a linearizable read. */
    @Test
    void saysAtOnceThatAnUpdateChangesNothing() {
        String id = insert(patient);
        cutOff();

        assertEquals(0, await(update(hasty)).longValue());
        assertEquals(0, await(findAndUpdate(hasty)).longValue());
        assertEquals(0, await(bulk(hasty)).longValue());
        assertEquals(id, await(unset(hasty, id)).getString("_id"));
    }

    @Test
    void saysThatAnUpdateMatchesNothingOnlyWhenTheLastWriteIsOnAMajority() {
        String there = insert(patient);
        cutOff();
        String uncommitted = UUID.randomUUID().toString();
        insertOnPrimary(patient, uncommitted);

        List<Future<?>> waiting = List.of(
                update(patient),
                findAndUpdate(patient),
                bulk(patient),
                insert(patient, there).otherwiseEmpty());

        neverWithin(Duration.ofSeconds(1), waiting);
        others().forEach(set::resume);
        await(Future.join(waiting));
        assertEquals(uncommitted, await(majority(patient, uncommitted)).getString("_id"));
    }

    @Test
    void isNotBelievedWhenTheConnectionStringNamesItAlone() {
        String all = String.join(",", set.hosts());
        String alone =
                set.newDatabase().replace(all, "127.0.0.1:" + set.port(primary)).replace("&replicaSet=rs0", "");
        MongoStore store = connect(alone, SHORT);
        insert(store);
        cutOff();

        assertUnavailable(store.linearizable().find(THINGS, "none", new JsonObject()));
        await(store.close());
    }

    private static void believeForLong() {
        Document config =
                set.command(primary, new Document("replSetGetConfig", 1)).get("config", Document.class);
        config.put("version", config.getInteger("version") + 1);
        config.get("settings", Document.class).put("electionTimeoutMillis", ELECTION_TIMEOUT.toMillis());
        var unused = set.command(primary, new Document("replSetReconfig", config));
    }

    private static List<Integer> others() {
        return IntStream.range(0, set.hosts().size())
                .filter(member -> member != primary)
                .boxed()
                .toList();
    }

    private static void cutOff() {
        others().forEach(set::pause);
    }

    private static MongoStore connect(String url, Duration timeout) {
        return await(MongoStore.connect(vertx, new MongoConfig(url, timeout), LONG));
    }

    @CanIgnoreReturnValue
    private static String insert(MongoStore store) {
        String id = UUID.randomUUID().toString();
        await(insert(store, id));
        return id;
    }

    private static Future<String> insert(MongoStore store, String id) {
        return store.run(() -> store.client().insert(THINGS, document(id)));
    }

    /** Inserts without waiting for a majority. */
    private static void insertOnPrimary(MongoStore store, String id) {
        JsonObject command = new JsonObject()
                .put("insert", THINGS)
                .put("documents", new JsonArray().add(document(id)))
                .put("writeConcern", new JsonObject().put("w", 1));
        assertEquals(1, await(store.client().runCommand("insert", command)).getInteger("n"));
    }

    private static Future<JsonObject> majority(MongoStore store, String id) {
        return store.run(() -> store.client().findOne(THINGS, document(id), new JsonObject()));
    }

    private static Optional<JsonObject> linearizable(MongoStore store, String id) {
        return await(store.linearizable().find(THINGS, id, new JsonObject()));
    }

    private static Future<Long> update(MongoStore store) {
        return store.run(() -> store.client().updateCollection(THINGS, document("none"), change()))
                .map(result -> result.getDocMatched());
    }

    private static Future<Long> findAndUpdate(MongoStore store) {
        return store.run(() -> store.client().findOneAndUpdate(THINGS, document("none"), change()))
                .map(found -> found == null ? 0L : 1L);
    }

    /** Unsets a field that does not exist, so nothing changes. */
    private static Future<JsonObject> unset(MongoStore store, String id) {
        JsonObject nothing = new JsonObject().put("$unset", new JsonObject().put("n", ""));
        return store.run(() -> store.client().findOneAndUpdate(THINGS, document(id), nothing));
    }

    private static Future<Long> bulk(MongoStore store) {
        return store.writeEach(THINGS, List.of(BulkOperation.createUpdate(document("none"), change())))
                .map(result -> result.getMatchedCount());
    }

    private static JsonObject document(String id) {
        return new JsonObject().put("_id", id);
    }

    private static JsonObject change() {
        return new JsonObject().put("$set", new JsonObject().put("n", 1));
    }

    private static void neverWithin(Duration time, List<Future<?>> futures) {
        Awaitility.await()
                .during(time)
                .atMost(time.multipliedBy(3))
                .until(() -> futures.stream().noneMatch(Future::isComplete));
    }
}
