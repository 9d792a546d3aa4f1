package dev.shippy.user;

import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Keys in memory, for one context. */
final class InMemoryKeyRepository implements KeyRepository {

    private final List<SigningKey> keys = new ArrayList<>();
    private int reads;

    @Override
    public Future<List<SigningKey>> all() {
        reads++;
        return Future.succeededFuture(List.copyOf(keys));
    }

    @Override
    public Future<Boolean> insertFirst(SigningKey key) {
        return Future.succeededFuture(keys.isEmpty() && keys.add(key));
    }

    @Override
    public Future<Void> insert(SigningKey key, int most) {
        if (keys.stream().anyMatch(present -> present.kid().equals(key.kid()))) {
            return Future.succeededFuture();
        }
        if (keys.size() >= most) {
            return Future.failedFuture(ServiceException.failedPrecondition("There are too many keys"));
        }
        keys.add(key);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> delete(Set<String> kids) {
        keys.removeIf(key -> kids.contains(key.kid()));
        return Future.succeededFuture();
    }

    int reads() {
        return reads;
    }
}
