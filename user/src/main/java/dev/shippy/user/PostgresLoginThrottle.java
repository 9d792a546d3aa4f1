package dev.shippy.user;

import dev.shippy.runtime.postgres.PostgresStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/** Failed logins in PostgreSQL, by its clock, so that all instances agree. */
final class PostgresLoginThrottle implements LoginThrottle {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private static final String REMAINING =
            "SELECT ceil(extract(epoch FROM wait_until - clock_timestamp()) * 1000)::bigint AS millis "
                    + "FROM login_throttle WHERE address_key = $1 AND wait_until > clock_timestamp()";

    /** Doubles the wait with each failure from the first that has one; no row comes back while the address waits. */
    private static final String COUNT = """
            INSERT INTO login_throttle AS known (address_key, failures, wait_until, failed_at)
            VALUES ($1, 1, clock_timestamp() + CASE WHEN $2::int > 1 THEN interval '0' ELSE $3::bigint * interval '1 ms' END,
                    clock_timestamp())
            ON CONFLICT (address_key) DO UPDATE SET
                failures = known.failures + 1,
                failed_at = clock_timestamp(),
                wait_until = clock_timestamp() + CASE
                    WHEN known.failures + 1 < $2::int THEN interval '0'
                    ELSE least($4::bigint, $3::bigint * (1::bigint << least(known.failures + 1 - $2::int, 30)))
                         * interval '1 ms'
                    END
            WHERE known.wait_until <= clock_timestamp()
            RETURNING failures
            """;

    private final PostgresStore store;
    private final ThrottleConfig config;

    PostgresLoginThrottle(PostgresStore store, ThrottleConfig config) {
        this.store = store;
        this.config = config;
    }

    @Override
    public Future<Duration> remaining(EmailAddress email) {
        return store.read(REMAINING, Tuple.of(key(email))).map(PostgresLoginThrottle::wait);
    }

    @Override
    public Future<Duration> failed(EmailAddress email) {
        Tuple values = Tuple.of(
                key(email),
                config.failures(),
                config.firstWait().toMillis(),
                config.longestWait().toMillis());
        return store.write(COUNT, values)
                .compose(counted -> counted.size() > 0 ? Future.succeededFuture(Duration.ZERO) : remaining(email));
    }

    @Override
    public Future<Duration> succeeded(EmailAddress email) {
        return store.write(
                        "DELETE FROM login_throttle WHERE address_key = $1 AND wait_until <= clock_timestamp()",
                        Tuple.of(key(email)))
                .compose(deleted -> remaining(email));
    }

    @Override
    public Future<Void> forgetOld() {
        Duration age = REMEMBERED.plus(config.longestWait());
        return store.write(
                        "DELETE FROM login_throttle WHERE failed_at < clock_timestamp() - $1::bigint * interval '1 ms'",
                        Tuple.of(age.toMillis()))
                .mapEmpty();
    }

    private static String key(EmailAddress email) {
        return Digests.sha256(email.key());
    }

    private static Duration wait(RowSet<Row> rows) {
        for (Row row : rows) {
            return Duration.ofMillis(row.getLong("millis"));
        }
        return Duration.ZERO;
    }
}
