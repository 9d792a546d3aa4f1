package dev.shippy.user;

import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.postgres.PostgresStore;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Accounts in PostgreSQL. */
final class PostgresUserRepository implements UserRepository {

    private static final String COLUMNS = PostgresAccountRows.COLUMNS;
    private static final String SELECT = "SELECT " + COLUMNS + " FROM account ";
    private static final String SELECT_CREDENTIALS = "SELECT " + COLUMNS + ", password_hash, request_key FROM account ";
    private static final String INSERT = "INSERT INTO account "
            + "(id, name, company, email, email_key, password_hash, admin, request_key) "
            + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING " + COLUMNS;

    private final PostgresStore store;

    PostgresUserRepository(PostgresStore store) {
        this.store = store;
    }

    @Override
    public Future<Optional<Account>> insert(NewAccount account) {
        return store.write(INSERT, PostgresAccountRows.values(account)).map(PostgresAccountRows::firstAccount);
    }

    @Override
    public Future<FirstAdminOutcome> insertFirstAdmin(NewAccount admin) {
        return store.transaction(connection -> connection
                .query("LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE; SELECT id FROM account WHERE admin LIMIT 1")
                .execute()
                .compose(answers -> insertUnlessTaken(connection, admin, answers.next())));
    }

    @Override
    public Future<Boolean> hasAdmin() {
        return store.read("SELECT id FROM account WHERE admin LIMIT 1", Tuple.tuple())
                .map(rows -> rows.size() > 0);
    }

    @Override
    public Future<Optional<Account>> find(String id) {
        return store.read(SELECT + "WHERE id = $1", Tuple.of(id)).map(PostgresAccountRows::firstAccount);
    }

    @Override
    public Future<Optional<Account>> findByEmail(EmailAddress email) {
        return store.read(SELECT + "WHERE email_key = $1", Tuple.of(email.key()))
                .map(PostgresAccountRows::firstAccount);
    }

    @Override
    public Future<Optional<Credentials>> findCredentials(EmailAddress email) {
        return store.read(SELECT_CREDENTIALS + "WHERE email_key = $1", Tuple.of(email.key()))
                .map(PostgresAccountRows::firstCredentials);
    }

    @Override
    public Future<Optional<Credentials>> findRival(SignUp signUp) {
        return store.read(
                        SELECT_CREDENTIALS
                                + "WHERE request_key = $1 OR email_key = $2 ORDER BY request_key = $1 DESC LIMIT 1",
                        Tuple.of(signUp.requestKey(), signUp.email().key()))
                .map(PostgresAccountRows::firstCredentials);
    }

    @Override
    public Future<List<Account>> page(Optional<Position> after, int size) {
        Future<RowSet<Row>> rows = after.isEmpty()
                ? store.read(SELECT + "ORDER BY created_at, id LIMIT $1", Tuple.of(size))
                : store.read(
                        SELECT + "WHERE (created_at, id) > ($1, $2) ORDER BY created_at, id LIMIT $3",
                        Tuple.of(
                                after.get().createdAt().atOffset(ZoneOffset.UTC),
                                after.get().id(),
                                size));
        return rows.map(PostgresAccountRows::accounts);
    }

    @Override
    public Future<Boolean> delete(String id) {
        return store.transaction(connection -> admins(connection, id)
                .map(admins -> unlessLast(admins, id))
                .compose(safe -> connection
                        .preparedQuery("DELETE FROM account WHERE id = $1")
                        .execute(Tuple.of(id)))
                .map(deleted -> deleted.rowCount() > 0));
    }

    @Override
    public Future<Optional<Account>> grant(String id) {
        return store.write("UPDATE account SET admin = true WHERE id = $1 RETURNING " + COLUMNS, Tuple.of(id))
                .map(PostgresAccountRows::firstAccount);
    }

    @Override
    public Future<Optional<Account>> revoke(String id) {
        return store.transaction(connection -> admins(connection, id)
                .map(admins -> unlessLast(admins, id))
                .compose(safe -> connection
                        .preparedQuery("UPDATE account SET admin = false WHERE id = $1 RETURNING " + COLUMNS)
                        .execute(Tuple.of(id)))
                .map(PostgresAccountRows::firstAccount));
    }

    @Override
    public Future<Void> replaceHash(String id, String present, String better) {
        return store.write(
                        "UPDATE account SET password_hash = $3 WHERE id = $1 AND password_hash = $2",
                        Tuple.of(id, present, better))
                .mapEmpty();
    }

    private static Future<FirstAdminOutcome> insertUnlessTaken(
            SqlConnection connection, NewAccount admin, RowSet<Row> admins) {
        if (admins.size() > 0) {
            return Future.succeededFuture(FirstAdminOutcome.NOT_NEEDED);
        }
        return connection
                .preparedQuery(INSERT)
                .execute(PostgresAccountRows.values(admin))
                .map(inserted -> inserted.size() > 0 ? FirstAdminOutcome.MADE : FirstAdminOutcome.ADDRESS_TAKEN);
    }

    /**
     * Locks every admin and the account itself, always in the same order: of two admins who remove each other at once, the
     * second waits and then finds itself the last.
     */
    private static Future<List<String>> admins(SqlConnection connection, String id) {
        return connection
                .preparedQuery("SELECT id, admin FROM account WHERE admin OR id = $1 ORDER BY id FOR UPDATE")
                .execute(Tuple.of(id))
                .map(PostgresUserRepository::adminIds);
    }

    private static List<String> adminIds(RowSet<Row> rows) {
        List<String> ids = new ArrayList<>();
        for (Row row : rows) {
            if (row.getBoolean("admin")) {
                ids.add(row.getString("id"));
            }
        }
        return ids;
    }

    private static List<String> unlessLast(List<String> admins, String id) {
        if (admins.equals(List.of(id))) {
            throw ServiceException.failedPrecondition("The last admin cannot be removed or revoked");
        }
        return admins;
    }
}
