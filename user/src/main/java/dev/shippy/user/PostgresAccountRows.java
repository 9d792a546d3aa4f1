package dev.shippy.user;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Between rows of the table {@code account} and accounts. */
final class PostgresAccountRows {

    static final String COLUMNS = "id, name, company, email, admin, created_at";

    private PostgresAccountRows() {}

    static Tuple values(NewAccount account) {
        return Tuple.of(
                account.id(),
                account.name(),
                account.company(),
                account.email().text(),
                account.email().key(),
                account.passwordHash(),
                account.admin(),
                account.requestKey());
    }

    static Optional<Account> firstAccount(RowSet<Row> rows) {
        return accounts(rows).stream().findFirst();
    }

    static List<Account> accounts(RowSet<Row> rows) {
        List<Account> accounts = new ArrayList<>();
        rows.forEach(row -> accounts.add(account(row)));
        return accounts;
    }

    static Optional<Credentials> firstCredentials(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(new Credentials(
                    account(row),
                    row.getString("password_hash"),
                    row.getBoolean("password_normalized"),
                    row.getString("request_key")));
        }
        return Optional.empty();
    }

    static Account account(Row row) {
        Instant createdAt = row.get(OffsetDateTime.class, "created_at").toInstant();
        return new Account(
                row.getString("id"),
                row.getString("name"),
                row.getString("company"),
                new EmailAddress(row.getString("email")),
                row.getBoolean("admin"),
                createdAt);
    }
}
