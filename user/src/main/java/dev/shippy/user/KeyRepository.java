package dev.shippy.user;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * Where key pairs are kept, for all instances. Every method may fail with a {@link dev.shippy.contracts.ServiceException}
 * UNAVAILABLE or RESOURCE_EXHAUSTED. Results arrive on the caller's context.
 */
interface KeyRepository {

    /** All keys, in no order. */
    Future<List<SigningKey>> all();

    /** Stores a key if there is none at all; safe for two instances at once. @return whether it was stored */
    Future<Boolean> insertFirst(SigningKey key);

    /**
     * Stores a key; a key with the same id stays as it is.
     *
     * @param most the number of keys that there may be with it; FAILED_PRECONDITION when there are more
     */
    Future<Void> insert(SigningKey key, int most);

    /** Removes keys. */
    Future<Void> delete(Set<String> kids);
}
