package dev.shippy.email;

import dev.shippy.contracts.Trace;
import dev.shippy.runtime.MailAddress;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Users on a map; asking for one can fail. */
final class FakeRecipients implements Recipients {

    private final Map<String, Recipient> users = new HashMap<>();
    private @Nullable MailFailure failure;
    private Supplier<Future<?>> wait = Future::succeededFuture;

    void put(String userId, String name, String address) {
        users.put(userId, new Recipient(name, MailAddress.of(address)));
    }

    void failWith(@Nullable MailFailure next) {
        failure = next;
    }

    /** Answers when that is over. */
    void answerAfter(Supplier<Future<?>> next) {
        wait = next;
    }

    @Override
    public Future<Optional<Recipient>> find(String userId, Trace trace) {
        return failure == null
                ? wait.get().map(over -> Optional.ofNullable(users.get(userId)))
                : Future.failedFuture(failure);
    }

    @Override
    public Future<Void> probe() {
        return failure == null ? Future.succeededFuture() : Future.failedFuture(failure);
    }
}
