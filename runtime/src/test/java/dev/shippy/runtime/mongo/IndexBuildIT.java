package dev.shippy.runtime.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.embedded.Shared;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class IndexBuildIT {

    private static final String THINGS = "things";
    private static final Duration PATIENT = Duration.ofSeconds(10);
    /** Much shorter than the build of the large index. */
    private static final Duration SHORT = Duration.ofMillis(400);

    private static final int DOCUMENTS = 40_000;
    private static final int BATCH = 1_000;
    private static final int KEYS_EACH = 40;

    private static final MongoIndex BY_OWNER = new MongoIndex("by_owner", new JsonObject().put("owner", 1));
    private static final MongoIndex BY_KEYS = new MongoIndex("by_keys", new JsonObject().put("keys", 1));
    private static final MongoIndex OPEN = new MongoIndex(
            "open", new JsonObject().put("due", 1), new JsonObject().put("due", new JsonObject().put("$exists", true)));

    private final Vertx vertx = Vertx.vertx();
    private final String url = Shared.mongo().newDatabase();
    private final MongoStore store = connect(PATIENT);

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void makesThemOnceHoweverManyAsk() {
        List<Future<Void>> all =
                Stream.generate(() -> make(store, BY_OWNER, OPEN)).limit(20).toList();

        await(Future.all(all));
        await(make(store, BY_OWNER, OPEN));

        assertEquals(Set.of("_id_", "by_owner", "open"), names());
    }

    @Test
    void addsThoseThatAreMissing() {
        await(make(store, BY_OWNER));

        await(make(store, BY_OWNER, OPEN));

        assertEquals(Set.of("_id_", "by_owner", "open"), names());
    }

    @Test
    void readsAndWritesGoOnWhileTwoInstancesWaitForALargeCollection() {
        fill();
        ListAppender<ILoggingEvent> lines = logged();
        long began = System.nanoTime();

        List<Future<Void>> builds = List.of(make(connect(SHORT), BY_KEYS), make(connect(SHORT), BY_KEYS, OPEN));

        int written = 0;
        while (!builds.stream().allMatch(Future::isComplete)) {
            String id = "new " + written++;
            await(store.run(() -> store.client().insert(THINGS, new JsonObject().put("_id", id))));
            assertEquals(id, await(find(id)).getString("_id"));
        }
        builds.forEach(IndexBuildIT::await);
        assertTrue(Duration.ofNanos(System.nanoTime() - began).compareTo(SHORT) > 0, "it was not large");
        assertTrue(written > 1, "nothing was written meanwhile");
        assertEquals(Set.of("_id_", "by_keys", "open"), names());
        assertTrue(lines.list.stream()
                .anyMatch(
                        line -> line.getFormattedMessage().equals("MongoDB is building the indexes of things (0 s)")));
    }

    @Test
    void namesAnIndexThatIsInTheWay() {
        await(make(store, new MongoIndex("open", new JsonObject().put("due", 1))));

        ServiceException failure = assertThrows(ServiceException.class, () -> await(make(store, BY_OWNER, OPEN)));

        assertTrue(MongoStore.isBlocked(failure));
        assertEquals(ErrorCode.FAILED_PRECONDITION, failure.code());
        assertEquals(
                "The collection things has an index open that differs from"
                        + " {\"name\":\"open\",\"key\":{\"due\":1},\"partialFilterExpression\":{\"due\":{\"$exists\":true}}}."
                        + " Drop it and start again: db.things.dropIndex(\"open\")",
                failure.getMessage());
    }

    @Test
    void namesAnIndexOfTheSameKeysAndAnotherName() {
        await(make(store, new MongoIndex("owner_1", new JsonObject().put("owner", 1))));

        ServiceException failure = assertThrows(ServiceException.class, () -> await(make(store, BY_OWNER)));

        assertEquals(
                "The collection things has an index owner_1 that differs from {\"name\":\"by_owner\",\"key\":{\"owner\":1}}."
                        + " Drop it and start again: db.things.dropIndex(\"owner_1\")",
                failure.getMessage());
    }

    @Test
    void aServerThatIsGoneBlocksNothing() {
        await(store.close());

        ServiceException failure = assertThrows(ServiceException.class, () -> await(make(store, BY_OWNER)));

        assertEquals(ErrorCode.UNAVAILABLE, failure.code());
        assertFalse(MongoStore.isBlocked(failure));
    }

    private static Future<Void> make(MongoStore store, MongoIndex... indexes) {
        return store.makeIndexes(THINGS, List.of(indexes));
    }

    private Future<JsonObject> find(String id) {
        return store.run(() -> store.client().findOne(THINGS, new JsonObject().put("_id", id), new JsonObject()));
    }

    private Set<String> names() {
        return await(store.client().listIndexes(THINGS)).stream()
                .map(index -> ((JsonObject) index).getString("name"))
                .collect(Collectors.toSet());
    }

    private void fill() {
        for (int from = 0; from < DOCUMENTS; from += BATCH) {
            int first = from;
            var unused = await(store.writeEach(
                    THINGS,
                    IntStream.range(0, BATCH)
                            .mapToObj(n -> BulkOperation.createInsert(thing(first + n)))
                            .toList()));
        }
    }

    private static JsonObject thing(int number) {
        JsonArray keys = new JsonArray(IntStream.range(0, KEYS_EACH)
                .mapToObj(n -> (number * 7_919L + n * 104_729L) % 1_000_003)
                .toList());
        return new JsonObject().put("_id", Integer.toString(number)).put("keys", keys);
    }

    private static ListAppender<ILoggingEvent> logged() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        ((Logger) LoggerFactory.getLogger(IndexBuild.class)).addAppender(lines);
        return lines;
    }

    private MongoStore connect(Duration timeout) {
        return await(MongoStore.connect(vertx, new MongoConfig(url, timeout), PATIENT));
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        try {
            return future.await(60, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("Nothing after 60 s", late);
        }
    }
}
