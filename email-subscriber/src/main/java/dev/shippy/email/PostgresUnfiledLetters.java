package dev.shippy.email;

import dev.shippy.contracts.Services;
import dev.shippy.runtime.nats.DeadLetter;
import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.postgres.PostgresStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In PostgreSQL, beside the ledger. */
final class PostgresUnfiledLetters implements UnfiledLetters {

    private static final String KEEP = """
            INSERT INTO unfiled_letter (stream, sequence, stored_at, subject, headers, body, deliveries, reason)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (stream, sequence, stored_at) DO NOTHING
            """;
    private static final String OLDEST = "SELECT * FROM unfiled_letter ORDER BY kept_at, stream, sequence LIMIT $1";
    private static final String FILED =
            "DELETE FROM unfiled_letter WHERE stream = $1 AND sequence = $2 AND stored_at = $3";

    private final PostgresStore store;

    PostgresUnfiledLetters(PostgresStore store) {
        this.store = store;
    }

    @Override
    public Future<Void> keep(DeadLetter letter) {
        StoredMessage message = letter.message();
        Tuple values = key(message)
                .addString(storable(message.subject()))
                .addString(new JsonObject(new HashMap<>(message.headers())).encode())
                .addBuffer(Buffer.buffer(message.body()))
                .addLong(letter.deliveries())
                .addString(storable(letter.reason()));
        return store.write(KEEP, values).mapEmpty();
    }

    @Override
    public Future<List<DeadLetter>> oldest(int most) {
        return store.read(OLDEST, Tuple.of(most)).map(rows -> {
            List<DeadLetter> letters = new ArrayList<>();
            rows.forEach(row -> letters.add(letter(row)));
            return letters;
        });
    }

    @Override
    public Future<Void> filed(DeadLetter letter) {
        return store.write(FILED, key(letter.message())).mapEmpty();
    }

    @Override
    public Future<Long> count() {
        return store.read("SELECT count(*) AS letters FROM unfiled_letter", Tuple.tuple())
                .map(rows -> rows.iterator().next().getLong("letters"));
    }

    /** A recreated stream restarts its sequences. */
    private static Tuple key(StoredMessage message) {
        return Tuple.of(message.stream(), message.sequence(), message.storedAt().atOffset(ZoneOffset.UTC));
    }

    private static DeadLetter letter(Row row) {
        Map<String, String> headers = new HashMap<>();
        new JsonObject(row.getString("headers"))
                .forEach(header -> headers.put(header.getKey(), (String) header.getValue()));
        StoredMessage message = new StoredMessage(
                row.getString("stream"),
                row.getLong("sequence"),
                row.get(OffsetDateTime.class, "stored_at").toInstant(),
                row.getString("subject"),
                headers,
                row.getBuffer("body").getBytes());
        return new DeadLetter(message, Services.EMAIL_SUBSCRIBER, row.getLong("deliveries"), row.getString("reason"));
    }

    /** PostgreSQL's text has no NUL. */
    private static String storable(String text) {
        return text.replace('\0', '?');
    }
}
