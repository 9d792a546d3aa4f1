package dev.shippy.email;

import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.nats.DeadLetter;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is buried, or is away. */
final class FakeDeadLetters implements DeadLetters {

    private final List<DeadLetter> letters = new ArrayList<>();
    private boolean away;

    void away(boolean gone) {
        away = gone;
    }

    List<DeadLetter> letters() {
        return letters;
    }

    /** The reason of the last one. */
    String reason() {
        return letters.get(letters.size() - 1).reason();
    }

    @Override
    public Future<Void> bury(DeadLetter letter) {
        if (away) {
            return Future.failedFuture(ServiceException.unavailable("NATS is not connected", null));
        }
        letters.add(letter);
        return Future.succeededFuture();
    }
}
