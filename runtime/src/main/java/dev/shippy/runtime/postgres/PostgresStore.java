package dev.shippy.runtime.postgres;

import dev.shippy.runtime.PermanentFailure;
import dev.shippy.runtime.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A service's connections to PostgreSQL: one that pipelines reads, and a pool for writes, whose commits gain from being many.
 * Every statement has a time limit of its own, at the server and here. Failures are
 * {@link dev.shippy.contracts.ServiceException}s: UNAVAILABLE when the database cannot be reached or does not answer in time
 * (whether a write was done is then unknown), RESOURCE_EXHAUSTED when too many statements wait, ALREADY_EXISTS for a violated
 * unique constraint; a wrong statement stays the driver's exception. Results arrive on the caller's Vert.x context.
 */
public final class PostgresStore {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int PIPELINED = 256;

    // Fields, since Vert.x closes a client that nobody refers to.
    private final PostgresConfig config;
    private final SqlClient reads;
    private final Pool writes;

    private PostgresStore(Vertx vertx, PostgresConfig config) {
        this.config = config;
        NetClientOptions net =
                new NetClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MILLIS).setTcpKeepAlive(true);
        this.reads = PgBuilder.client()
                .with(pool(1, config.queue()))
                .with(net)
                .connectingTo(options(config))
                .using(vertx)
                .build();
        this.writes = PgBuilder.pool()
                .with(pool(config.connections(), config.queue()))
                .with(net)
                .connectingTo(options(config))
                .using(vertx)
                .build();
    }

    /**
     * Connects, and waits for the server as long as the limit says.
     *
     * @return the store; the last failure when the limit is over; a {@link PermanentFailure} at once when the login is refused, the
     *     database does not exist, TLS fails, or a pooler drops our settings
     */
    public static Future<PostgresStore> connect(Vertx vertx, PostgresConfig config, Duration startLimit) {
        PostgresStore store = new PostgresStore(vertx, config);
        return Waiting.until(
                        vertx,
                        "PostgreSQL at " + config.address(),
                        startLimit,
                        () -> store.ping()
                                .recover(failure -> Future.failedFuture(PostgresErrors.atStart(config, failure))))
                .map(store)
                .onFailure(failure -> store.abandon());
    }

    /** Runs one statement that only reads, pipelined with others on one connection. */
    public Future<RowSet<Row>> read(String sql, Tuple parameters) {
        return run(config.timeout(), () -> reads.preparedQuery(sql).execute(parameters));
    }

    /** Runs one statement that writes, as a transaction of its own. */
    public Future<RowSet<Row>> write(String sql, Tuple parameters) {
        return run(config.timeout(), () -> writes.preparedQuery(sql).execute(parameters));
    }

    /** Runs several statements as one transaction (READ COMMITTED); it is rolled back when the work fails. */
    public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
        return transaction(config.timeout(), work);
    }

    /** See {@link PostgresErrors#atStart}. */
    Throwable atStart(Throwable failure) {
        return PostgresErrors.atStart(config, failure);
    }

    /** The schema of the service's tables. */
    public String schema() {
        return config.schema();
    }

    /** Success when the server answers. */
    public Future<Void> check() {
        return read("SELECT 1", Tuple.tuple()).mapEmpty();
    }

    /** Closes every connection; statements under way fail. */
    public Future<Void> close() {
        return Future.join(reads.close(), writes.close()).mapEmpty();
    }

    <T> Future<T> transaction(Duration limit, Function<SqlConnection, Future<T>> work) {
        return run(limit, () -> writes.withTransaction(work));
    }

    private static <T> Future<T> run(Duration limit, Supplier<Future<T>> statement) {
        return statement.get().timeout(limit.toMillis(), TimeUnit.MILLISECONDS).recover(PostgresErrors::translate);
    }

    /** Untranslated, so that the log can say why the server does not let us in. */
    private Future<Void> ping() {
        return reads.query("SELECT current_setting('search_path')")
                .execute()
                .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .map(rows -> rows.iterator().next().getString(0))
                .compose(path -> path.equals(config.schema())
                        ? Future.succeededFuture()
                        : Future.failedFuture(new PermanentFailure(PostgresErrors.throughAnotherPool(config), null)));
    }

    private void abandon() {
        close().onFailure(alreadyReported -> {});
    }

    private static PgConnectOptions options(PostgresConfig config) {
        return PostgresTls.complete(PgConnectOptions.fromUri(config.url()))
                .setCachePreparedStatements(true)
                .setPipeliningLimit(PIPELINED)
                .addProperty("application_name", "shippy-" + config.schema())
                .addProperty("search_path", config.schema())
                // What exists already is no news.
                .addProperty("client_min_messages", "warning")
                .addProperty(
                        "statement_timeout", String.valueOf(config.timeout().toMillis()));
    }

    private static PoolOptions pool(int connections, int queue) {
        return new PoolOptions()
                .setMaxSize(connections)
                .setMaxWaitQueueSize(queue)
                .setConnectionTimeout(CONNECT_TIMEOUT_MILLIS)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
