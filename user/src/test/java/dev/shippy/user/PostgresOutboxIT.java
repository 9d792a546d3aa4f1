package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Trace;
import dev.shippy.embedded.Shared;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.outbox.OutboxSource.Failure;
import dev.shippy.runtime.outbox.Republishing;
import dev.shippy.runtime.postgres.PostgresStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresOutboxIT implements OutboxSuite {

    private final TestContext context = new TestContext();

    @AfterAll
    void close() {
        context.close();
    }

    /** The address of the PostgreSQL. */
    String server() {
        return Shared.postgres().url();
    }

    @Override
    public Store open(Duration writersLease, Duration lease) {
        return open(TestDatabase.store(context.vertx, server()), writersLease, lease);
    }

    @Override
    public TestContext context() {
        return context;
    }

    @Test
    void storesNoAccountWithoutItsEvent() {
        PostgresStore database = TestDatabase.store(context.vertx, server());
        Store store = open(database, LONG, LONG);
        NewAccount before = Samples.account();
        context.call(() -> store.users().insert(before));
        run(database, "ALTER TABLE outbox ADD CONSTRAINT broken CHECK (entity = '" + before.id() + "') NOT VALID");
        NewAccount after = Samples.account();

        assertTrue(fails(store.users().insert(after)));
        assertTrue(fails(store.users().insertFirstAdmin(Samples.account(Samples.email(), true))));

        assertEquals(Optional.empty(), context.call(() -> store.users().find(after.id())));
        assertEquals(false, context.call(() -> store.users().hasAdmin()));
        assertEquals(1, store.told().size());
    }

    @Test
    void removesNoAccountWithoutItsEvent() {
        PostgresStore database = TestDatabase.store(context.vertx, server());
        Store store = open(database, LONG, LONG);
        NewAccount account = Samples.account();
        context.call(() -> store.users().insert(account));
        run(database, "ALTER TABLE outbox ADD CONSTRAINT broken CHECK (type = 'user.created') NOT VALID");

        assertTrue(fails(store.users().delete(account.id(), Trace.start())));

        assertTrue(context.call(() -> store.users().find(account.id())).isPresent());
        assertEquals(1, store.told().size());
    }

    @Test
    void keepsTheReasonForAnOperator() {
        PostgresStore database = TestDatabase.store(context.vertx, server());
        Store store = open(database, LONG, LONG);
        context.call(() -> store.users().insert(Samples.account()));

        context.call(() -> store.outbox()
                .failed(List.of(new Failure(store.told().get(0), "NATS is not connected", Duration.ofSeconds(30)))));

        Row row = read(database, "SELECT attempts, last_error FROM outbox");
        assertEquals(1, row.getInteger("attempts"));
        assertEquals("NATS is not connected", row.getString("last_error"));
    }

    @Test
    void leavesAloneWhatItCannotRead() {
        PostgresStore database = TestDatabase.store(context.vertx, server());
        Store store = open(database, LONG, LONG);
        NewAccount good = Samples.account();
        context.call(() -> store.users().insert(Samples.account()));
        run(database, "UPDATE outbox SET type = 'user.promoted'");
        context.call(() -> store.users().insert(good));
        run(database, "UPDATE outbox SET due = 'epoch'");

        List<OutboxEntry> claimed = context.call(() -> store.outbox().claim(10));

        assertEquals(
                List.of(good.id()), claimed.stream().map(OutboxEntry::entity).toList());
    }

    @Test
    void forgetsWhatWasPublishedLongAgo() {
        PostgresStore database = TestDatabase.store(context.vertx, server());
        PostgresOutbox outbox = new PostgresOutbox(database, LONG);
        run(database, """
                INSERT INTO outbox (id, type, entity, occurred_at, by_service, trace, due, published_at)
                SELECT 'old-' || n, 'user.created', n, now() - interval '15 days', false, '', now(), now()
                FROM generate_series(1, 2500) AS n
                """);
        run(database, """
                INSERT INTO outbox (id, type, entity, occurred_at, by_service, trace, due, published_at)
                VALUES ('waits', 'user.created', 'a', now() - interval '15 days', false, '', now(), NULL),
                       ('young', 'user.created', 'b', now() - interval '13 days', false, '', now(), now())
                """);

        context.call(() -> outbox.forget(Duration.ofDays(14)));

        assertEquals(
                "waits, young",
                read(database, "SELECT string_agg(id, ', ' ORDER BY id) AS ids FROM outbox")
                        .getString("ids"));
    }

    @Test
    void tellsThousandsAgainInTheirOrder() {
        PostgresStore database = TestDatabase.store(context.vertx, server());
        PostgresOutbox outbox = new PostgresOutbox(database, LONG);
        run(database, """
                INSERT INTO outbox (id, type, entity, occurred_at, by_service, trace, due, published_at)
                SELECT n || '-' || type, type, n, now() - interval '1 hour', false, '', now(), now()
                FROM generate_series(1, 1200) AS n, unnest(ARRAY['user.deleted', 'user.created']) AS type
                """);

        long scheduled = context.call(() -> new Republishing(outbox, Clock.systemUTC()).run(1, Samples.soon()));
        List<OutboxEntry> claimed = context.call(() -> outbox.claim(1_000));

        assertEquals(2_400, scheduled);
        assertEquals(1_000, claimed.size());
        assertTrue(claimed.stream()
                .allMatch(entry -> entry.events().get(0).id().endsWith("created")
                        && entry.events().get(1).id().endsWith("deleted")));
    }

    @Test
    void neverTellsALaterEventWhileAnEarlierOneIsOnItsWay() {
        PostgresStore database = TestDatabase.store(context.vertx, server());
        Store store = open(database, LONG, LONG);
        NewAccount account = Samples.account();
        context.call(() -> store.users().insert(account));
        context.call(() -> store.users().delete(account.id(), Trace.start()));
        run(database, "UPDATE outbox SET due = 'epoch' WHERE type = 'user.deleted'");

        assertEquals(List.of(), context.call(() -> store.outbox().claim(10)));
    }

    @Test
    void endsWhateverHappensAtOnce() {
        PostgresStore database = TestDatabase.store(context.vertx, server());
        Store store = open(database, Duration.ofMillis(1), Duration.ofMillis(1));
        List<String> ids = IntStream.range(0, 30)
                .mapToObj(n -> {
                    NewAccount account = Samples.account();
                    context.call(() -> store.users().insert(account));
                    return account.id();
                })
                .toList();
        long since = store.told().get(0).events().get(0).time().toEpochMilli();

        context.call(() -> Future.join(IntStream.range(0, 30)
                        .boxed()
                        .flatMap(n -> Stream.<Future<?>>of(
                                store.users().delete(ids.get(n), Trace.start()),
                                store.outbox().claim(10).compose(store.outbox()::published),
                                store.outbox()
                                        .republish(Instant.ofEpochMilli(since), "", 100)
                                        .otherwiseEmpty()))
                        .toList())
                .transform(done -> Future.succeededFuture()));

        assertEquals(
                0L, read(database, "SELECT count(*) AS accounts FROM account").getLong("accounts"));
        assertEquals(
                60L, read(database, "SELECT count(*) AS events FROM outbox").getLong("events"));
    }

    private static Store open(PostgresStore database, Duration writersLease, Duration lease) {
        List<OutboxEntry> told = new ArrayList<>();
        return new Store(
                new PostgresUserRepository(database, writersLease, told::add),
                new PostgresOutbox(database, lease),
                told);
    }

    private boolean fails(Future<?> future) {
        return context.call(() -> future.transform(done -> Future.succeededFuture(done.failed())));
    }

    private void run(PostgresStore database, String sql) {
        context.call(() -> database.write(sql, Tuple.tuple()));
    }

    private Row read(PostgresStore database, String sql) {
        return context.call(() -> database.read(sql, Tuple.tuple())).iterator().next();
    }
}
