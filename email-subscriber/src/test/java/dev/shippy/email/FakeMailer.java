package dev.shippy.email;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what it accepts; it can fail, and it can do something before it says that it has accepted. */
final class FakeMailer implements Mailer {

    static final Duration LIMIT = Duration.ofMillis(10);

    private final List<Mail> accepted = new ArrayList<>();
    private Runnable onAcceptance = () -> {};
    private @Nullable RuntimeException failure;
    private int offered;
    private int probes;

    void failWith(@Nullable RuntimeException next) {
        failure = next;
    }

    void onAcceptance(Runnable next) {
        onAcceptance = next;
    }

    List<Mail> accepted() {
        return accepted;
    }

    int probes() {
        return probes;
    }

    int offered() {
        return offered;
    }

    @Override
    public Future<Void> send(Mail mail) {
        offered++;
        if (failure != null) {
            return Future.failedFuture(failure);
        }
        accepted.add(mail);
        onAcceptance.run();
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> probe() {
        probes++;
        return failure == null ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    @Override
    public Duration limit() {
        return LIMIT;
    }

    @Override
    public boolean reachable() {
        return failure == null;
    }
}
