package dev.shippy.user;

import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Trace;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.postgres.PostgresStore;
import dev.shippy.user.PostgresAccountWrites.Made;
import dev.shippy.user.PostgresAccountWrites.Statement;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Accounts in PostgreSQL. */
final class PostgresUserRepository implements UserRepository {

    private static final String COLUMNS = PostgresAccountRows.COLUMNS;
    private static final String SELECT = "SELECT " + COLUMNS + " FROM account ";
    private static final String SELECT_CREDENTIALS =
            "SELECT " + COLUMNS + ", password_hash, password_normalized, request_key FROM account ";

    /** Earlier releases allowed two accounts for two spellings of an address: then prefer the exact spelling. */
    private static final String BY_EMAIL = "WHERE email_key = ANY($1) ORDER BY array_position($1, email_key) LIMIT 1";

    private record Attempt(FirstAdminOutcome outcome, Optional<Made> made) {}

    private final PostgresStore store;
    private final PostgresAccountWrites writes;
    private final Consumer<OutboxEntry> relay;

    /**
     * Accounts in a store.
     *
     * @param lease how long an event is left to the relay that is told of it
     * @param relay told of every event once it is stored
     */
    PostgresUserRepository(PostgresStore store, Duration lease, Consumer<OutboxEntry> relay) {
        this.store = store;
        this.writes = new PostgresAccountWrites(lease);
        this.relay = relay;
    }

    @Override
    public Future<Optional<Account>> insert(NewAccount account) {
        return writes.insert(store::write, account, false).map(this::tell);
    }

    @Override
    public Future<FirstAdminOutcome> insertFirstAdmin(NewAccount admin) {
        return store.transaction(connection -> connection
                        .query(
                                "LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE; SELECT id FROM account WHERE admin LIMIT 1")
                        .execute()
                        .compose(answers -> insertUnlessTaken(connection, admin, answers.next())))
                .map(this::tell);
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
        return store.read(SELECT + BY_EMAIL, byEmail(email)).map(PostgresAccountRows::firstAccount);
    }

    @Override
    public Future<Optional<Credentials>> findCredentials(EmailAddress email) {
        return store.read(SELECT_CREDENTIALS + BY_EMAIL, byEmail(email)).map(PostgresAccountRows::firstCredentials);
    }

    @Override
    public Future<Optional<Credentials>> findRival(SignUp signUp) {
        return store.read(
                        SELECT_CREDENTIALS
                                + "WHERE request_key = $2 OR email_key = ANY($1)"
                                + " ORDER BY request_key = $2 DESC, array_position($1, email_key) LIMIT 1",
                        byEmail(signUp.email()).addString(signUp.requestKey()))
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
    public Future<Boolean> delete(String id, Trace trace) {
        return store.transaction(connection -> admins(connection, id)
                        .map(admins -> unlessLast(admins, id))
                        .compose(safe -> writes.delete(on(connection), id, trace)))
                .onSuccess(told -> told.ifPresent(relay))
                .map(Optional::isPresent);
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
                        "UPDATE account SET password_hash = $3, password_normalized = true WHERE id = $1 AND password_hash = $2",
                        Tuple.of(id, present, better))
                .mapEmpty();
    }

    private static Tuple byEmail(EmailAddress email) {
        return Tuple.tuple().addArrayOfString(email.keys().toArray(String[]::new));
    }

    private Future<Attempt> insertUnlessTaken(SqlConnection connection, NewAccount admin, RowSet<Row> admins) {
        if (admins.size() > 0) {
            return Future.succeededFuture(new Attempt(FirstAdminOutcome.NOT_NEEDED, Optional.empty()));
        }
        return writes.insert(on(connection), admin, true)
                .map(made ->
                        new Attempt(made.isPresent() ? FirstAdminOutcome.MADE : FirstAdminOutcome.ADDRESS_TAKEN, made));
    }

    private Optional<Account> tell(Optional<Made> made) {
        made.ifPresent(it -> relay.accept(it.told()));
        return made.map(Made::account);
    }

    private FirstAdminOutcome tell(Attempt attempt) {
        var unused = tell(attempt.made());
        return attempt.outcome();
    }

    private static Statement on(SqlConnection connection) {
        return (sql, values) -> connection.preparedQuery(sql).execute(values);
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
