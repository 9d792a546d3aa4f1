package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shippy.contracts.ErrorCode;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of keys does. */
interface KeyRepositorySuite {

    /** A store without keys. */
    KeyRepository keys();

    TestContext context();

    @Test
    default void keepsAKeyAsItIs() {
        KeyRepository keys = keys();
        SigningKey key = KeyPairs.make("a", Clock.systemUTC(), Duration.ofSeconds(75));

        context().call(() -> keys.insert(key, 16));

        assertEquals(List.of(key), context().call(keys::all));
    }

    @Test
    default void storesOneFirstKey() {
        KeyRepository keys = keys();
        // Opens connections, so that what follows really happens at once.
        context()
                .call(() -> Future.all(IntStream.range(0, 8)
                        .mapToObj(n -> keys.delete(Set.of()))
                        .toList()));

        List<Boolean> stored = context()
                .call(() -> Future.all(IntStream.range(0, 8)
                        .mapToObj(n -> keys.insertFirst(key("first" + n)))
                        .toList()))
                .list();

        assertEquals(1, stored.stream().filter(made -> made).count());
        assertEquals(1, context().call(keys::all).size());
    }

    @Test
    default void leavesAKeyThatIsThereAlone() {
        KeyRepository keys = keys();
        SigningKey key = key("a");
        context().call(() -> keys.insert(key, 1));

        context().call(() -> keys.insert(new SigningKey("a", "other", "other", Instant.EPOCH, Instant.EPOCH), 1));

        assertEquals(List.of(key), context().call(keys::all));
    }

    @Test
    default void holdsSoManyKeysAndNoMore() {
        KeyRepository keys = keys();

        List<Boolean> stored = context()
                .call(() -> Future.all(IntStream.range(0, 8)
                        .mapToObj(n -> keys.insert(key("k" + n), 3)
                                .transform(done -> Future.succeededFuture(done.succeeded())))
                        .toList()))
                .list();

        assertEquals(3, stored.stream().filter(made -> made).count());
        assertEquals(3, context().call(keys::all).size());
        assertEquals(ErrorCode.FAILED_PRECONDITION, context().refusal(() -> keys.insert(key("more"), 3)));
    }

    @Test
    default void removesKeys() {
        KeyRepository keys = keys();
        context().call(() -> keys.insert(key("a"), 16));
        context().call(() -> keys.insert(key("b"), 16));

        context().call(() -> keys.delete(Set.of("a", "c")));

        assertEquals(
                List.of("b"),
                context().call(keys::all).stream().map(SigningKey::kid).toList());
    }

    private static SigningKey key(String kid) {
        return new SigningKey(kid, "private", "public", Instant.EPOCH, Instant.EPOCH);
    }
}
