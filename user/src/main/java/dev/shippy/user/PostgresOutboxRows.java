package dev.shippy.user;

import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.outbox.StoredTrace;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of the table {@code outbox} as entries, one for each account. */
final class PostgresOutboxRows {

    private static final Logger log = LoggerFactory.getLogger(PostgresOutboxRows.class);

    private PostgresOutboxRows() {}

    /** What cannot be read, since a newer release wrote it, stays leased and does not keep the others. */
    static List<OutboxEntry> entries(RowSet<Row> rows) {
        List<OutboxEntry> entries = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        byAccount(rows).forEach((accountId, events) -> {
            try {
                entries.add(entry(accountId, events));
            } catch (RuntimeException unknown) {
                unreadable.add("those of " + accountId + ": " + unknown.getMessage());
            }
        });
        if (!unreadable.isEmpty()) {
            log.warn("Events of {} accounts cannot be read and wait, {}", unreadable.size(), unreadable.get(0));
        }
        return entries;
    }

    private static Map<String, List<Row>> byAccount(RowSet<Row> rows) {
        Map<String, List<Row>> byAccount = new LinkedHashMap<>();
        rows.forEach(row -> byAccount
                .computeIfAbsent(row.getString("entity"), id -> new ArrayList<>())
                .add(row));
        return byAccount;
    }

    private static OutboxEntry entry(String accountId, List<Row> rows) {
        List<EventMessage> events = rows.stream()
                .map(PostgresOutboxRows::event)
                .sorted(AccountEvent.ORDER)
                .map(AccountEvent::toMessage)
                .toList();
        int attempts =
                rows.stream().mapToInt(row -> row.getInteger("attempts")).max().orElse(0);
        return new OutboxEntry(accountId, events.size(), time(rows.get(0), "due"), attempts, events);
    }

    private static AccountEvent event(Row row) {
        String type = row.getString("type");
        return new AccountEvent(
                row.getString("id"),
                Event.ofSubject(type).orElseThrow(() -> new IllegalStateException("The type " + type + " is unknown")),
                row.getString("entity"),
                time(row, "occurred_at"),
                row.getBoolean("by_service"),
                StoredTrace.read(row.getString("trace")));
    }

    private static Instant time(Row row, String column) {
        return row.get(OffsetDateTime.class, column).toInstant();
    }
}
