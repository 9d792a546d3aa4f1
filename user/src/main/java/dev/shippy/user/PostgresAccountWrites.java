package dev.shippy.user;

import dev.shippy.contracts.Event;
import dev.shippy.contracts.Trace;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.outbox.StoredTrace;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The statements that make or remove an account, each with its event: there is never one without the other. Their writer
 * holds the events' first lease.
 */
final class PostgresAccountWrites {

    /** Runs one prepared statement, in a transaction or as one. */
    @FunctionalInterface
    interface Statement {
        Future<RowSet<Row>> run(String sql, Tuple values);
    }

    /** An account that was made, and what is to be told of it. */
    record Made(Account account, OutboxEntry told) {}

    private static final String INSERT = """
            WITH made AS (
                INSERT INTO account (id, name, company, email, email_key, password_hash, admin, request_key,
                                     password_normalized)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, true) ON CONFLICT DO NOTHING RETURNING *),
            told AS (
                INSERT INTO outbox (id, type, entity, occurred_at, by_service, trace, due)
                SELECT $9, 'user.created', id, created_at, $10, $11, statement_timestamp() + $12::bigint * interval '1 ms'
                FROM made RETURNING due)
            SELECT made.*, told.due FROM made, told
            """;

    /** Takes over what is not published of the account, so that its events keep their order. */
    private static final String DELETE = """
            WITH gone AS (
                DELETE FROM account WHERE id = $1 RETURNING id, created_at),
            earlier AS (
                UPDATE outbox SET due = statement_timestamp() + $4::bigint * interval '1 ms'
                FROM gone WHERE outbox.entity = gone.id AND published_at IS NULL RETURNING outbox.*),
            told AS (
                INSERT INTO outbox (id, type, entity, occurred_at, by_service, trace, due)
                SELECT $2, 'user.deleted', id, greatest(created_at, clock_timestamp()), false, $3,
                       statement_timestamp() + $4::bigint * interval '1 ms'
                FROM gone RETURNING *)
            SELECT * FROM earlier UNION ALL SELECT * FROM told
            """;

    private final Duration lease;

    PostgresAccountWrites(Duration lease) {
        this.lease = lease;
    }

    /** Nothing when the address or the request is there already. */
    Future<Optional<Made>> insert(Statement statement, NewAccount account, boolean byService) {
        String eventId = UUID.randomUUID().toString();
        Tuple values = PostgresAccountRows.values(account)
                .addString(eventId)
                .addBoolean(byService)
                .addString(StoredTrace.write(account.trace()))
                .addLong(lease.toMillis());
        return statement.run(INSERT, values).map(rows -> made(rows, eventId, byService, account.trace()));
    }

    /** The account's events that are to be told now; nothing when there was no account. */
    Future<Optional<OutboxEntry>> delete(Statement statement, String id, Trace trace) {
        String eventId = UUID.randomUUID().toString();
        return statement
                .run(DELETE, Tuple.of(id, eventId, StoredTrace.write(trace), lease.toMillis()))
                .map(rows -> PostgresOutboxRows.entries(rows).stream().findFirst());
    }

    private static Optional<Made> made(RowSet<Row> rows, String eventId, boolean byService, Trace trace) {
        for (Row row : rows) {
            Account account = PostgresAccountRows.account(row);
            AccountEvent event =
                    new AccountEvent(eventId, Event.USER_CREATED, account.id(), account.createdAt(), byService, trace);
            OffsetDateTime due = row.get(OffsetDateTime.class, "due");
            return Optional.of(new Made(
                    account, new OutboxEntry(account.id(), 1, due.toInstant(), 0, List.of(event.toMessage()))));
        }
        return Optional.empty();
    }
}
