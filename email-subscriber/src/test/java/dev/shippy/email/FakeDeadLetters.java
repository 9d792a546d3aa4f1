package dev.shippy.email;

import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.nats.DeadLetter;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps what is buried, or is away. */
final class FakeDeadLetters implements DeadLetters {

    private final List<DeadLetter> letters = new ArrayList<>();
    private final Set<DeadLetter> tooLarge = new HashSet<>();
    private boolean away;

    void away(boolean gone) {
        away = gone;
    }

    /** Never accepts these. */
    void tooLarge(DeadLetter... refused) {
        tooLarge.addAll(List.of(refused));
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
        if (tooLarge.contains(letter)) {
            return Future.failedFuture(ServiceException.unavailable("The message is too large", null));
        }
        letters.add(letter);
        return Future.succeededFuture();
    }
}
