package dev.shippy.user;

import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.postgres.PostgresStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Key pairs in PostgreSQL. Whoever adds one locks the table, so that the number of keys is what it was when looked at. */
final class PostgresKeyRepository implements KeyRepository {

    private static final String COLUMNS = "kid, private_key, public_key, created_at, signs_from";

    private final PostgresStore store;

    PostgresKeyRepository(PostgresStore store) {
        this.store = store;
    }

    @Override
    public Future<List<SigningKey>> all() {
        return store.read("SELECT " + COLUMNS + " FROM signing_key", Tuple.tuple())
                .map(PostgresKeyRepository::keys);
    }

    @Override
    public Future<Boolean> insertFirst(SigningKey key) {
        return store.transaction(connection -> lockedCount(connection)
                .compose(count -> count == 0 ? insert(connection, key) : Future.succeededFuture(false)));
    }

    @Override
    public Future<Void> insert(SigningKey key, int most) {
        return store.transaction(connection -> lockedCount(connection)
                .compose(count -> insert(connection, key).map(added -> checked(added, count, most)))
                .mapEmpty());
    }

    @Override
    public Future<Void> delete(Set<String> kids) {
        return store.write(
                        "DELETE FROM signing_key WHERE kid = ANY($1)", Tuple.of((Object) kids.toArray(String[]::new)))
                .mapEmpty();
    }

    private static Future<Long> lockedCount(SqlConnection connection) {
        return connection
                .query("LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE; SELECT count(*) AS keys FROM signing_key")
                .execute()
                .map(answers -> answers.next().iterator().next().getLong("keys"));
    }

    private static Future<Boolean> insert(SqlConnection connection, SigningKey key) {
        return connection
                .preparedQuery("INSERT INTO signing_key (" + COLUMNS
                        + ") VALUES ($1, $2, $3, $4, $5) ON CONFLICT (kid) DO NOTHING")
                .execute(Tuple.of(
                        key.kid(),
                        key.privateKey(),
                        key.publicKey(),
                        key.createdAt().atOffset(ZoneOffset.UTC),
                        key.signsFrom().atOffset(ZoneOffset.UTC)))
                .map(inserted -> inserted.rowCount() > 0);
    }

    /** Fails after the insert, which is rolled back: a repeated call finds its key also when there are many. */
    private static boolean checked(boolean added, long count, int most) {
        if (added && count >= most) {
            throw ServiceException.failedPrecondition(
                    "There are " + count + " keys whose tokens have not ended yet; rotate later");
        }
        return added;
    }

    private static List<SigningKey> keys(RowSet<Row> rows) {
        List<SigningKey> keys = new ArrayList<>();
        rows.forEach(row -> keys.add(new SigningKey(
                row.getString("kid"),
                row.getString("private_key"),
                row.getString("public_key"),
                row.get(OffsetDateTime.class, "created_at").toInstant(),
                row.get(OffsetDateTime.class, "signs_from").toInstant())));
        return keys;
    }
}
