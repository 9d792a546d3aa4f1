package dev.shippy.email;

import dev.shippy.runtime.nats.DeadLetter;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** In memory, for one context. */
final class InMemoryUnfiledLetters implements UnfiledLetters {

    private final Map<String, DeadLetter> letters = new LinkedHashMap<>();

    @Override
    public Future<Void> keep(DeadLetter letter) {
        letters.putIfAbsent(letter.message().toString(), letter);
        return Future.succeededFuture();
    }

    @Override
    public Future<List<DeadLetter>> oldest(int most) {
        return Future.succeededFuture(letters.values().stream().limit(most).toList());
    }

    @Override
    public Future<Void> filed(DeadLetter letter) {
        letters.remove(letter.message().toString());
        return Future.succeededFuture();
    }

    @Override
    public Future<Long> count() {
        return Future.succeededFuture((long) letters.size());
    }
}
