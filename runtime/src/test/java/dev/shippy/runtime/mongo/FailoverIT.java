package dev.shippy.runtime.mongo;

import static dev.shippy.runtime.mongo.Outcomes.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.shippy.embedded.MongodReplicaSet;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures how soon a service works with a new primary, for each way of losing the old one. */
@Tag("long")
class FailoverIT {

    private static final String THINGS = "things";
    private static final Duration SOON = Duration.ofSeconds(5);
    /** The other secondary keeps replicating from the hung primary for a while, and confirms no write meanwhile. */
    private static final Duration AFTER_SILENCE = SOON.plusSeconds(5);

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long ASK_EVERY_MILLIS = 50;
    private static final PrintStream OUT = System.out;

    private static final Vertx vertx = Vertx.vertx();
    private static MongodReplicaSet set;
    private static List<MongoClient> members;
    private static MongoStore store;

    @BeforeAll
    static void start(@TempDir Path folder) {
        set = MongodReplicaSet.start(folder);
        members = IntStream.range(0, set.hosts().size())
                .mapToObj(member -> MongoClients.create("mongodb://127.0.0.1:" + set.port(member)
                        + "/?directConnection=true&serverSelectionTimeoutMS=500&socketTimeoutMS=500"))
                .toList();
        MongoConfig config = new MongoConfig(set.newDatabase(), MongoConfig.DEFAULT_TIMEOUT);
        store = await(MongoStore.connect(vertx, config, LIMIT));
    }

    @AfterAll
    static void stop() {
        await(store.close());
        await(vertx.close());
        members.forEach(MongoClient::close);
        set.close();
    }

    /** Waits for all members, and opens as many connections as a service under load has. */
    @BeforeEach
    void work() {
        set.awaitAllMembers();
        Awaitility.await()
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> await(Future.all(IntStream.range(0, 16)
                                .mapToObj(connection -> writeAndRead())
                                .toList()))
                        .succeeded());
    }

    @Test
    void worksSoonAfterThePrimaryIsKilled() {
        int lost = set.awaitPrimary();
        try {
            assertWorks("kill -9", lost, set::kill, SOON);
        } finally {
            set.restart(lost);
        }
    }

    @Test
    void worksSoonAfterThePrimaryStopsWithItsConnectionsOpen() {
        int lost = set.awaitPrimary();
        try {
            assertWorks("SIGSTOP", lost, set::pause, AFTER_SILENCE);
        } finally {
            set.resume(lost);
        }
    }

    @Test
    void worksSoonAfterThePrimaryStepsDown() {
        assertWorks("step down", set.awaitPrimary(), primary -> assertEquals(primary, set.stepDown()), SOON);
    }

    private static void assertWorks(String how, int primary, IntConsumer loss, Duration untilWritten) {
        loss.accept(primary);
        long lost = System.nanoTime();
        Future<Long> reads = firstSuccess(FailoverIT::read);
        Future<Long> writes = firstSuccess(FailoverIT::writeAndRead);
        Awaitility.await()
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> hasOtherPrimary(primary));
        long elected = System.nanoTime();
        OUT.printf(
                Locale.ROOT,
                "%s: new primary after %d ms, first read %d ms later, first write %d ms after the election%n",
                how,
                millis(elected - lost),
                millis(await(reads) - elected),
                millis(await(writes) - elected));
        assertTrue(await(reads) - elected < SOON.toNanos());
        assertTrue(await(writes) - elected < untilWritten.toNanos());
    }

    /** Repeats the operation without waiting for earlier answers, and returns the time of the first success. */
    private static Future<Long> firstSuccess(Supplier<Future<?>> operation) {
        Promise<Long> works = Promise.promise();
        long timer = vertx.setPeriodic(
                ASK_EVERY_MILLIS, fired -> operation.get().onSuccess(done -> works.tryComplete(System.nanoTime())));
        return works.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static Future<?> read() {
        return store.run(() -> store.client().findOne(THINGS, new JsonObject().put("_id", "none"), new JsonObject()));
    }

    private static Future<?> writeAndRead() {
        String id = UUID.randomUUID().toString();
        JsonObject document = new JsonObject().put("_id", id);
        return store.run(() -> store.client().insert(THINGS, document))
                .compose(inserted -> store.linearizable().find(THINGS, id, new JsonObject()));
    }

    private static boolean hasOtherPrimary(int lost) {
        return IntStream.range(0, members.size()).anyMatch(member -> member != lost && isPrimary(members.get(member)));
    }

    private static boolean isPrimary(MongoClient member) {
        try {
            return member.getDatabase("admin")
                    .runCommand(new Document("hello", 1))
                    .getBoolean("isWritablePrimary");
        } catch (MongoException silent) {
            return false;
        }
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
