package dev.shippy.email;

import dev.shippy.runtime.postgres.PostgresStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The ledger in PostgreSQL, by its clock, so that all instances agree. */
final class PostgresMailLedger implements MailLedger {

    /** No row comes back when it is not to be had. */
    private static final String CLAIM = """
            INSERT INTO mail AS known (event_id, state, epoch, lease_until, attempts, retries, source)
            VALUES ($1, 'claimed', 1, clock_timestamp() + $3::bigint * interval '1 ms', 1, 0, $2)
            ON CONFLICT (event_id) DO UPDATE SET
                state = 'claimed',
                epoch = known.epoch + 1,
                lease_until = excluded.lease_until,
                attempts = CASE known.state WHEN 'dead' THEN 1 ELSE known.attempts + 1 END,
                unconfirmed = CASE known.state WHEN 'dead' THEN 0 ELSE known.unconfirmed END,
                last_error = CASE known.state WHEN 'dead' THEN '' ELSE known.last_error END,
                source = $2,
                changed_at = clock_timestamp()
            WHERE (known.state = 'claimed' AND known.lease_until <= clock_timestamp())
               OR (known.state = 'dead' AND known.source <> $2)
            RETURNING epoch, attempts, unconfirmed, last_error
            """;

    private static final String STANDING = """
            SELECT state, source, last_error,
                greatest(0, ceil(extract(epoch FROM lease_until - clock_timestamp()) * 1000))::bigint AS lease
            FROM mail WHERE event_id = $1
            """;

    private static final String OF_THE_CLAIM = " WHERE event_id = $1 AND epoch = $2 AND state = 'claimed'";
    private static final String CHANGED = ", lease_until = clock_timestamp(), changed_at = clock_timestamp()";

    private static final String FIGURES = """
            SELECT
                (SELECT count(*) FROM mail WHERE state = 'sent') AS sent,
                (SELECT count(*) FROM mail WHERE state = 'claimed' AND lease_until > clock_timestamp()) AS claimed,
                (SELECT count(*) FROM mail WHERE state = 'skipped') AS skipped,
                (SELECT count(*) FROM mail WHERE state = 'dead') AS dead,
                (SELECT coalesce(sum(retries), 0)::bigint FROM mail WHERE retries > 0) AS retried
            """;

    private static final String PRUNE = """
            DELETE FROM mail WHERE event_id IN (
                SELECT event_id FROM mail WHERE changed_at < clock_timestamp() - $1::bigint * interval '1 ms'
                ORDER BY changed_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    private final PostgresStore store;

    PostgresMailLedger(PostgresStore store) {
        this.store = store;
    }

    @Override
    public Future<Standing> claim(String eventId, String source, Duration lease) {
        return store.write(CLAIM, Tuple.of(eventId, source, lease.toMillis()))
                .compose(claimed -> granted(eventId, claimed)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> standing(eventId, source)));
    }

    private static Optional<Standing> granted(String eventId, RowSet<Row> claimed) {
        for (Row row : claimed) {
            return Optional.of(new Standing.Granted(new Claim(
                    eventId,
                    row.getLong("epoch"),
                    row.getInteger("attempts"),
                    row.getInteger("unconfirmed"),
                    row.getString("last_error"))));
        }
        return Optional.empty();
    }

    private Future<Standing> standing(String eventId, String source) {
        return store.read(STANDING, Tuple.of(eventId)).map(rows -> toStanding(rows, source));
    }

    private static Standing toStanding(RowSet<Row> rows, String source) {
        for (Row row : rows) {
            String state = row.getString("state");
            if (state.equals("sent") || state.equals("skipped")) {
                return new Standing.Finished();
            }
            if (state.equals("dead") && row.getString("source").equals(source)) {
                return new Standing.Dead(row.getString("last_error"));
            }
            return new Standing.Busy(Duration.ofMillis(row.getLong("lease")));
        }
        return new Standing.Busy(Duration.ZERO); // forgotten this moment
    }

    @Override
    public Future<Void> sent(String eventId) {
        return store.write(
                        "UPDATE mail SET state = 'sent', last_error = ''" + CHANGED
                                + " WHERE event_id = $1 AND state <> 'sent'",
                        Tuple.of(eventId))
                .mapEmpty();
    }

    @Override
    public Future<Void> skipped(Claim claim) {
        return store.write("UPDATE mail SET state = 'skipped'" + CHANGED + OF_THE_CLAIM, key(claim))
                .mapEmpty();
    }

    @Override
    public Future<Void> retry(Claim claim, String reason) {
        return end(claim, "retries = retries + 1", reason);
    }

    @Override
    public Future<Void> giveBack(Claim claim, String reason) {
        return end(claim, "attempts = attempts - 1", reason);
    }

    @Override
    public Future<Void> unconfirmed(Claim claim, String reason) {
        return end(claim, "attempts = attempts - 1, unconfirmed = unconfirmed + 1", reason);
    }

    @Override
    public Future<Void> dead(Claim claim, String reason) {
        return end(claim, "state = 'dead'", reason);
    }

    private Future<Void> end(Claim claim, String change, String reason) {
        return store.write(
                        "UPDATE mail SET " + change + ", last_error = $3" + CHANGED + OF_THE_CLAIM,
                        key(claim).addString(reason))
                .mapEmpty();
    }

    private static Tuple key(Claim claim) {
        return Tuple.of(claim.eventId(), claim.epoch());
    }

    @Override
    public Future<Long> countSent(List<String> eventIds) {
        return store.read(
                        "SELECT count(*) AS sent FROM mail WHERE event_id = ANY($1) AND state = 'sent'",
                        Tuple.of(eventIds.toArray(String[]::new)))
                .map(rows -> rows.iterator().next().getLong("sent"));
    }

    @Override
    public Future<Figures> figures() {
        return store.read(FIGURES, Tuple.tuple())
                .map(rows -> rows.iterator().next())
                .map(row -> new Figures(
                        row.getLong("sent"),
                        row.getLong("claimed"),
                        row.getLong("skipped"),
                        row.getLong("dead"),
                        row.getLong("retried")));
    }

    @Override
    public Future<Integer> prune(Duration age, int batch) {
        return store.write(PRUNE, Tuple.of(age.toMillis(), batch)).map(RowSet::rowCount);
    }

    @Override
    public Future<Void> probe() {
        // Takes a connection that can write, and no row.
        return store.write("DELETE FROM mail WHERE event_id = ''", Tuple.tuple())
                .mapEmpty();
    }
}
