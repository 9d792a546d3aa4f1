package dev.shippy.email;

import dev.shippy.runtime.nats.DeadLetter;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files dead letters in a stream, and keeps those that the stream does not accept until it does. Either way the event
 * is finished, so that it is not redelivered in place of others. For one context.
 */
final class DeferredDeadLetters implements DeadLetters {

    private static final int BATCH = 100;
    private static final Logger log = LoggerFactory.getLogger(DeferredDeadLetters.class);

    private final DeadLetters stream;
    private final UnfiledLetters unfiled;
    private final Reminder reminder = new Reminder(System::nanoTime);
    private boolean filing;

    DeferredDeadLetters(DeadLetters stream, UnfiledLetters unfiled) {
        this.stream = stream;
        this.unfiled = unfiled;
    }

    @Override
    public Future<Void> bury(DeadLetter letter) {
        return stream.bury(letter).recover(failure -> unfiled.keep(letter).onSuccess(kept -> remind(failure)));
    }

    /**
     * Files the kept letters, oldest first, until the stream accepts none of a batch. It fails if letters remain. Call it
     * every few seconds.
     */
    Future<Void> file() {
        if (filing) {
            return Future.succeededFuture();
        }
        filing = true;
        return fileAll().onComplete(done -> filing = false);
    }

    private Future<Void> fileAll() {
        return unfiled.oldest(BATCH)
                .compose(letters -> file(letters).compose(failures -> goOn(letters.size(), failures)));
    }

    /** Tries each letter once: the stream may never accept one that is too large. Returns the failures. */
    private Future<List<Throwable>> file(List<DeadLetter> letters) {
        List<Throwable> failures = new ArrayList<>();
        Future<Void> tried = Future.succeededFuture();
        for (DeadLetter letter : letters) {
            tried = tried.compose(before -> file(letter))
                    .onFailure(failures::add)
                    .transform(done -> Future.succeededFuture());
        }
        return tried.map(failures);
    }

    private Future<Void> file(DeadLetter letter) {
        return stream.bury(letter).onFailure(this::remind).compose(buried -> unfiled.filed(letter));
    }

    private Future<Void> goOn(int tried, List<Throwable> failures) {
        if (tried == BATCH && failures.size() < tried) {
            return fileAll();
        }
        return failures.isEmpty() ? Future.succeededFuture(ended()) : Future.failedFuture(failures.get(0));
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private Void ended() {
        if (reminder.end()) {
            log.info("All dead letters are in the stream DEAD_LETTERS now");
        }
        return null;
    }

    private void remind(Throwable failure) {
        if (!reminder.isDue()) {
            return;
        }
        unfiled.count()
                .onSuccess(count -> log.warn(
                        "{} dead letters wait in the ledger, since the stream does not accept them: {}",
                        count,
                        failure.getMessage()))
                .onFailure(unknown -> log.debug("The unfiled letters were not counted: {}", unknown.getMessage()));
    }
}
