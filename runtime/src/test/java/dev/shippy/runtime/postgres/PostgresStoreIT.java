package dev.shippy.runtime.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.embedded.EmbeddedPostgresServer;
import dev.shippy.runtime.PermanentFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Has a server of its own, since it stops it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresStoreIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<Migration> STEPS = List.of(
            new Migration(1, "numbers", "CREATE TABLE numbers (n int PRIMARY KEY); INSERT INTO numbers VALUES (1)"),
            new Migration(2, "more", "INSERT INTO numbers VALUES (2)"));

    private Vertx vertx;
    private EmbeddedPostgresServer server;

    @BeforeAll
    void start(@TempDir Path directory) {
        vertx = Vertx.vertx();
        server = EmbeddedPostgresServer.start(directory);
    }

    @AfterAll
    void stop() {
        server.close();
        await(vertx.close());
    }

    @Test
    void readsAndWrites() {
        PostgresStore store = connect(config("plain"));

        assertEquals(1, await(store.write("SELECT $1::int AS n", Tuple.of(1))).size());
        assertEquals(
                "plain",
                await(store.read("SELECT current_setting('search_path') AS path", Tuple.tuple()))
                        .iterator()
                        .next()
                        .getString("path"));
        await(store.close());
    }

    @Test
    void endsAStatementThatTakesTooLong() {
        PostgresStore store = connect(new PostgresConfig(server.url(), "slow", Duration.ofMillis(300), 2, 10));

        assertEquals(ErrorCode.UNAVAILABLE, refusal(store.write("SELECT pg_sleep(30)", Tuple.tuple())));
        assertEquals(ErrorCode.UNAVAILABLE, refusal(store.read("SELECT pg_sleep(30)", Tuple.tuple())));
        Awaitility.await().atMost(PATIENCE).until(() -> sleepers(store) == 0);
        await(store.close());
    }

    @Test
    void refusesWhatTheQueueCannotHold() {
        PostgresStore store = connect(new PostgresConfig(server.url(), "queue", Duration.ofSeconds(2), 1, 3));

        List<Future<Void>> calls = IntStream.range(0, 20)
                .mapToObj(
                        n -> store.write("SELECT pg_sleep(0.05)", Tuple.tuple()).<Void>mapEmpty())
                .toList();
        await(Future.join(calls).transform(done -> Future.succeededFuture()));

        assertTrue(calls.stream().filter(Future::failed).count() >= 15);
        assertTrue(calls.stream()
                .filter(Future::failed)
                .allMatch(call -> code(call.cause()) == ErrorCode.RESOURCE_EXHAUSTED));
        await(store.close());
    }

    @Test
    void leavesAWrongStatementToTheLog() {
        PostgresStore store = connect(config("wrong"));

        assertThrows(PgException.class, () -> await(store.read("SELEC 1", Tuple.tuple())));
        await(store.close());
    }

    @Test
    void rollsBackWhenTheWorkFails() {
        PostgresStore store = connect(config("rollback"));
        await(Migrations.apply(vertx, store, PATIENCE, STEPS));

        assertEquals(
                ErrorCode.NOT_FOUND,
                refusal(store.transaction(connection -> connection
                        .query("DELETE FROM numbers")
                        .execute()
                        .compose(deleted -> Future.failedFuture(ServiceException.notFound("changed my mind"))))));

        assertEquals(2, numbers(store));
        await(store.close());
    }

    @Test
    void answersWhileTheServerIsAwayAndAfterItIsBack() {
        PostgresStore store = connect(new PostgresConfig(server.url(), "away", Duration.ofMillis(500), 4, 64));

        server.pause();
        assertEquals(ErrorCode.UNAVAILABLE, refusal(store.read("SELECT 1", Tuple.tuple())));
        assertEquals(ErrorCode.UNAVAILABLE, refusal(store.write("SELECT 1", Tuple.tuple())));
        server.resume();
        Awaitility.await().atMost(PATIENCE).until(() -> works(store));

        server.kill();
        assertEquals(ErrorCode.UNAVAILABLE, refusal(store.read("SELECT 1", Tuple.tuple())));
        assertEquals(ErrorCode.UNAVAILABLE, refusal(store.write("SELECT 1", Tuple.tuple())));
        server.restart();
        Awaitility.await().atMost(PATIENCE).until(() -> works(store));
        await(store.close());
    }

    @Test
    void waitsForAServerThatStartsLater() {
        server.stop();
        Future<PostgresStore> connecting = PostgresStore.connect(vertx, config("later"), PATIENCE);
        server.restart();

        PostgresStore store = await(connecting);

        assertTrue(works(store));
        await(store.close());
    }

    @Test
    void givesUpWhenTheLimitIsOver() {
        PostgresConfig nobody =
                new PostgresConfig("postgresql://shippy@127.0.0.1:1/shippy", "x", Duration.ofSeconds(1), 1, 1);

        assertTrue(String.valueOf(failure(PostgresStore.connect(vertx, nobody, Duration.ofMillis(300))))
                .contains("refused"));
    }

    @Test
    void appliesEachStepOnceWhenInstancesStartAtOnce() {
        List<PostgresStore> stores =
                IntStream.range(0, 4).mapToObj(n -> connect(config("race"))).toList();

        // Nobody gets a second attempt: they wait for each other.
        await(Future.all(stores.stream()
                .map(store -> Migrations.apply(vertx, store, Duration.ZERO, STEPS))
                .toList()));

        assertEquals(2, numbers(stores.get(0)));
        stores.forEach(store -> await(store.close()));
    }

    @Test
    void addsOnlyTheStepsThatAreMissing() {
        PostgresStore store = connect(config("grow"));
        await(Migrations.apply(vertx, store, PATIENCE, STEPS.subList(0, 1)));

        await(Migrations.apply(vertx, store, PATIENCE, STEPS));
        await(Migrations.apply(vertx, store, PATIENCE, STEPS.subList(0, 1)));

        assertEquals(2, numbers(store));
        await(store.close());
    }

    @Test
    void refusesAStepThatWasChangedLater() {
        PostgresStore store = connect(config("changed"));
        await(Migrations.apply(vertx, store, PATIENCE, STEPS));
        List<Migration> changed = List.of(STEPS.get(0), new Migration(2, "more", "DROP TABLE numbers"));

        Throwable failure = failure(Migrations.apply(vertx, store, PATIENCE, changed));

        assertEquals("Step 2 (more) of the schema changed was changed after it was applied", failure.getMessage());
        assertEquals(2, numbers(store));
        await(store.close());
    }

    @Test
    void appliesNothingOfAStepThatFailsHalfWay() {
        PostgresStore store = connect(config("half"));
        Migration broken = new Migration(1, "broken", "CREATE TABLE numbers (n int); SELECT nonsense");

        assertTrue(
                failure(Migrations.apply(vertx, store, Duration.ofHours(1), List.of(broken)))
                        instanceof PermanentFailure);

        await(Migrations.apply(vertx, store, PATIENCE, STEPS));
        assertEquals(2, numbers(store));
        await(store.close());
    }

    private PostgresConfig config(String schema) {
        return new PostgresConfig(server.url(), schema, Duration.ofSeconds(5), 4, 64);
    }

    private PostgresStore connect(PostgresConfig config) {
        return await(PostgresStore.connect(vertx, config, PATIENCE));
    }

    private static int numbers(PostgresStore store) {
        return await(store.read("SELECT n FROM numbers", Tuple.tuple())).size();
    }

    private static int sleepers(PostgresStore store) {
        return await(store.read(
                        "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'SELECT pg_sleep(30)%'",
                        Tuple.tuple()))
                .size();
    }

    private static boolean works(PostgresStore store) {
        return await(store.read("SELECT 1", Tuple.tuple())
                .compose(read -> store.write("SELECT 1", Tuple.tuple()))
                .transform(done -> Future.succeededFuture(done.succeeded())));
    }

    private static ErrorCode refusal(Future<?> future) {
        return code(failure(future));
    }

    private static ErrorCode code(Throwable failure) {
        if (failure instanceof ServiceException refused) {
            return refused.code();
        }
        throw new AssertionError("Not translated", failure);
    }

    private static Throwable failure(Future<?> future) {
        return await(future.transform(done -> Future.succeededFuture(done.cause())));
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("No answer in time", late);
        }
    }
}
