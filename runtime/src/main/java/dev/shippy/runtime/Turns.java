package dev.shippy.runtime;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** Lets a few calls at a time do what takes much memory; the others wait for their turn, in order. For one context. */
public final class Turns {

    private final int atOnce;
    private final int mostWaiting;
    private final Clock clock;
    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
    private int running;

    /**
     * Turns for so many calls.
     *
     * @param atOnce at least 1
     * @param mostWaiting one more is RESOURCE_EXHAUSTED
     */
    public Turns(int atOnce, int mostWaiting, Clock clock) {
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
        this.clock = clock;
    }

    /**
     * Does the work when its turn comes, unless its deadline has passed while it waited.
     *
     * @return the work's result, or a failure with RESOURCE_EXHAUSTED or DEADLINE_EXCEEDED without having begun it
     */
    public <T> Future<T> run(Deadline deadline, Supplier<Future<T>> work) {
        if (running == atOnce && waiting.size() >= mostWaiting) {
            return Future.failedFuture(ServiceException.tooBusy("Too many calls wait for their turn"));
        }
        if (running < atOnce) {
            running++;
            return Future.succeededFuture().compose(now -> work.get()).onComplete(done -> passOn());
        }
        Promise<Void> turn = Promise.promise();
        waiting.add(turn);
        return turn.future().compose(now -> unlessPast(deadline, work)).onComplete(done -> passOn());
    }

    private <T> Future<T> unlessPast(Deadline deadline, Supplier<Future<T>> work) {
        if (deadline.isPast(clock)) {
            throw ServiceException.deadlineExceeded("The deadline passed before it was the call's turn");
        }
        return work.get();
    }

    private void passOn() {
        Promise<Void> next = waiting.poll();
        if (next == null) {
            running--;
        } else {
            next.complete();
        }
    }
}
