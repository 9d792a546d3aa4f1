package dev.shippy.user;

import dev.shippy.contracts.EventMessage;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.outbox.OutboxSource;
import dev.shippy.runtime.postgres.PostgresStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Events of accounts in the table {@code outbox}, by PostgreSQL's clock. What is locked is skipped, since whoever locks it
 * gives it another due time: the relay's statements wait for nobody and are in nobody's way.
 */
final class PostgresOutbox implements OutboxSource {

    /** As long as an event of an account is not published, nobody else gets a later one. */
    private static final String CLAIM = """
            WITH first AS (
                SELECT entity FROM outbox AS one
                WHERE published_at IS NULL AND due <= statement_timestamp() AND NOT EXISTS (
                    SELECT FROM outbox AS earlier
                    WHERE earlier.entity = one.entity AND earlier.published_at IS NULL
                      AND (earlier.occurred_at, earlier.type) < (one.occurred_at, one.type))
                ORDER BY due LIMIT $1 FOR UPDATE SKIP LOCKED),
            mine AS (
                SELECT id FROM outbox WHERE published_at IS NULL AND entity IN (SELECT entity FROM first)
                FOR UPDATE SKIP LOCKED)
            UPDATE outbox SET due = statement_timestamp() + $2::bigint * interval '1 ms'
            WHERE id IN (SELECT id FROM mine) RETURNING *
            """;

    private static final String PUBLISHED = """
            WITH mine AS (
                SELECT outbox.id FROM outbox JOIN unnest($1::text[], $2::timestamptz[]) AS held (id, due) USING (id, due)
                WHERE published_at IS NULL FOR UPDATE OF outbox SKIP LOCKED)
            UPDATE outbox SET published_at = statement_timestamp() FROM mine WHERE outbox.id = mine.id
            """;

    private static final String FAILED = """
            WITH mine AS (
                SELECT outbox.id, sentence, pause
                FROM outbox JOIN unnest($1::text[], $2::timestamptz[], $3::text[], $4::bigint[])
                    AS held (id, due, sentence, pause) USING (id, due)
                WHERE published_at IS NULL FOR UPDATE OF outbox SKIP LOCKED)
            UPDATE outbox SET attempts = attempts + 1, last_error = mine.sentence,
                              due = statement_timestamp() + mine.pause * interval '1 ms'
            FROM mine WHERE outbox.id = mine.id
            """;

    /** In the order of a partial index that contains only these entries. */
    private static final String WAITING = """
            SELECT count(*) FROM (SELECT due FROM outbox WHERE published_at IS NULL ORDER BY due LIMIT $1) AS counted
            """;

    private static final String REPUBLISH = """
            WITH batch AS (
                SELECT id, occurred_at FROM outbox WHERE (occurred_at, id) > ($1, $2)
                ORDER BY occurred_at, id LIMIT $3 FOR UPDATE),
            again AS (
                UPDATE outbox SET published_at = NULL, due = statement_timestamp(), attempts = 0, last_error = ''
                FROM batch WHERE outbox.id = batch.id)
            SELECT count(*) OVER () AS scheduled, occurred_at, id FROM batch ORDER BY occurred_at DESC, id DESC LIMIT 1
            """;

    private static final String FORGET = """
            DELETE FROM outbox WHERE id IN (
                SELECT id FROM outbox
                WHERE published_at IS NOT NULL AND occurred_at < statement_timestamp() - $1::bigint * interval '1 ms'
                ORDER BY occurred_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private final PostgresStore store;
    private final Duration lease;

    PostgresOutbox(PostgresStore store, Duration lease) {
        this.store = store;
        this.lease = lease;
    }

    @Override
    public Future<List<OutboxEntry>> claim(int most) {
        return store.write(CLAIM, Tuple.of(most, lease.toMillis())).map(PostgresOutboxRows::entries);
    }

    @Override
    public Future<Void> published(List<OutboxEntry> entries) {
        List<String> ids = new ArrayList<>();
        List<OffsetDateTime> dues = new ArrayList<>();
        for (OutboxEntry entry : entries) {
            for (EventMessage event : entry.events()) {
                ids.add(event.id());
                dues.add(at(entry.due()));
            }
        }
        return store.write(PUBLISHED, columns(ids, dues)).mapEmpty();
    }

    @Override
    public Future<Void> failed(List<Failure> failures) {
        List<String> ids = new ArrayList<>();
        List<OffsetDateTime> dues = new ArrayList<>();
        List<String> sentences = new ArrayList<>();
        List<Long> pauses = new ArrayList<>();
        for (Failure failure : failures) {
            for (EventMessage event : failure.entry().events()) {
                ids.add(event.id());
                dues.add(at(failure.entry().due()));
                sentences.add(failure.sentence());
                pauses.add(failure.pause().toMillis());
            }
        }
        Tuple values = columns(ids, dues)
                .addArrayOfString(sentences.toArray(String[]::new))
                .addArrayOfLong(pauses.toArray(Long[]::new));
        return store.write(FAILED, values).mapEmpty();
    }

    @Override
    public Future<Long> waiting(int most) {
        return store.read(WAITING, Tuple.of(most))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** In events. */
    @Override
    public Future<Batch> republish(Instant since, String after, int most) {
        int space = after.indexOf(' ');
        Instant from = space < 0 ? since : Instant.ofEpochMilli(Long.parseLong(after.substring(0, space)));
        return store.write(REPUBLISH, Tuple.of(at(from), after.substring(space + 1), most))
                .map(rows -> batch(rows, most));
    }

    /** Removes what was published and is older, batch by batch. */
    Future<Void> forget(Duration age) {
        return store.write(FORGET, Tuple.of(age.toMillis(), FORGOTTEN_AT_ONCE))
                .compose(removed -> removed.rowCount() < FORGOTTEN_AT_ONCE ? Future.succeededFuture() : forget(age));
    }

    private static Batch batch(RowSet<Row> rows, int most) {
        for (Row last : rows) {
            long scheduled = last.getLong("scheduled");
            long occurredAt =
                    last.get(OffsetDateTime.class, "occurred_at").toInstant().toEpochMilli();
            return new Batch(
                    scheduled,
                    scheduled < most ? Optional.empty() : Optional.of(occurredAt + " " + last.getString("id")));
        }
        return new Batch(0, Optional.empty());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Tuple columns(List<String> ids, List<OffsetDateTime> dues) {
        return Tuple.tuple()
                .addArrayOfString(ids.toArray(String[]::new))
                .addArrayOfOffsetDateTime(dues.toArray(OffsetDateTime[]::new));
    }
}
