package dev.shippy.runtime.postgres;

import dev.shippy.runtime.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a service's schema up to date. All missing steps are applied in one transaction under a lock of the schema, so that
 * any number of instances may start at once: one applies, the others wait and find nothing to do. Steps of a newer release
 * are left alone, so that an older instance may be started beside a newer one.
 */
public final class Migrations {

    /** The longest that the lock and all missing steps may take together. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final PostgresStore store;
    private final List<Migration> steps;

    private Migrations(PostgresStore store, List<Migration> steps) {
        this.store = store;
        this.steps = List.copyOf(steps);
    }

    /**
     * Applies what is missing; while the database cannot be reached it tries again until the limit.
     *
     * @param steps every step there ever was, oldest first
     * @return nothing; an {@link IllegalStateException} when a step was changed after it was applied; a
     *     {@link dev.shippy.runtime.PermanentFailure} when PostgreSQL refuses a statement
     */
    public static Future<Void> apply(Vertx vertx, PostgresStore store, Duration limit, List<Migration> steps) {
        Migrations migrations = new Migrations(store, steps);
        return Waiting.until(
                        vertx,
                        "the schema " + store.schema(),
                        limit,
                        () -> migrations.attempt().recover(failure -> Future.failedFuture(store.atStart(failure))))
                .map(Migrations::orElseThrow);
    }

    /** What stands in the way for good is a result and no failure: waiting does not help. */
    private Future<Optional<String>> attempt() {
        return store.transaction(
                LIMIT,
                connection -> lock(connection)
                        .compose(locked -> history(connection))
                        .compose(applied -> bringUpToDate(connection, applied)));
    }

    private Future<RowSet<Row>> lock(SqlConnection connection) {
        String schema = store.schema();
        return connection
                .query("SET LOCAL statement_timeout = " + LIMIT.toMillis()
                        + "; SELECT pg_advisory_xact_lock(hashtextextended('shippy.schema." + schema + "', 0))"
                        + "; CREATE SCHEMA IF NOT EXISTS " + schema
                        + "; CREATE TABLE IF NOT EXISTS " + schema + ".schema_version ("
                        + "version integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, "
                        + "applied_at timestamptz NOT NULL DEFAULT now())")
                .execute();
    }

    private static Future<Map<Integer, String>> history(SqlConnection connection) {
        return connection
                .query("SELECT version, checksum FROM schema_version")
                .execute()
                .map(rows -> {
                    Map<Integer, String> applied = new HashMap<>();
                    rows.forEach(row -> applied.put(row.getInteger("version"), row.getString("checksum")));
                    return applied;
                });
    }

    private Future<Optional<String>> bringUpToDate(SqlConnection connection, Map<Integer, String> applied) {
        Optional<String> problem = changedStep(applied);
        if (problem.isPresent()) {
            return Future.succeededFuture(problem);
        }
        Future<?> done = Future.succeededFuture();
        for (Migration step : steps) {
            if (!applied.containsKey(step.version())) {
                done = done.compose(previous -> apply(connection, step));
            }
        }
        return done.map(Optional.empty());
    }

    private Optional<String> changedStep(Map<Integer, String> applied) {
        return steps.stream()
                .filter(step -> !step.checksum().equals(applied.getOrDefault(step.version(), step.checksum())))
                .map(step -> "Step " + step.version() + " (" + step.name() + ") of the schema " + store.schema()
                        + " was changed after it was applied")
                .findFirst();
    }

    private static Future<RowSet<Row>> apply(SqlConnection connection, Migration step) {
        return connection
                .query(step.sql())
                .execute()
                .compose(applied -> connection
                        .preparedQuery("INSERT INTO schema_version (version, name, checksum) VALUES ($1, $2, $3)")
                        .execute(Tuple.of(step.version(), step.name(), step.checksum())));
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private static Void orElseThrow(Optional<String> problem) {
        problem.ifPresent(sentence -> {
            throw new IllegalStateException(sentence);
        });
        return null;
    }
}
