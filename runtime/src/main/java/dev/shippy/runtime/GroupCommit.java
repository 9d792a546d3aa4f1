package dev.shippy.runtime;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets writes go together that have to wait for each other anyway, as a database's log does with commits: the first goes at
 * once, those that come until it is done gather and go next, all in one. What has not begun by its deadline never does, and
 * what waits has a bound: a store that does not answer must not find it all when it is back. For all threads; results arrive on
 * the context of the write.
 *
 * @param <T> what is written
 * @param <R> what became of it
 */
public final class GroupCommit<T, R> {

    private record Waiting<T, R>(T item, Deadline deadline, Promise<R> result) {}

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    /** So many groups wait at most. */
    private static final int MOST_GROUPS = 4;

    private final int most;
    private final Clock clock;
    private final Function<List<T>, Future<List<R>>> write;
    private final Queue<Waiting<T, R>> waiting = new ArrayDeque<>();
    private boolean writing;

    /**
     * Over a store.
     *
     * @param most how many go together, at least 1; four times as many wait
     * @param write one write of at least one item, with a result for each in their order; when it fails, all of them have failed
     */
    public GroupCommit(int most, Clock clock, Function<List<T>, Future<List<R>>> write) {
        this.most = most;
        this.clock = clock;
        this.write = write;
    }

    /**
     * What became of the item; fails as the write does that it went with, and with a
     * {@link ServiceException} when it was not written for certain: UNAVAILABLE if too many wait, DEADLINE_EXCEEDED if it waited too long.
     */
    public Future<R> add(T item, Deadline deadline) {
        Waiting<T, R> mine = new Waiting<>(item, deadline, Promise.promise());
        write(begin(mine));
        return mine.result().future();
    }

    private synchronized List<Waiting<T, R>> begin(Waiting<T, R> mine) {
        if (!writing) {
            writing = true;
            return List.of(mine);
        }
        if (waiting.size() < MOST_GROUPS * most) {
            waiting.add(mine);
        } else {
            mine.result().fail(ServiceException.unavailable("Too many writes wait for the store", null));
        }
        return List.of();
    }

    private void writeNext() {
        List<Waiting<T, R>> late = new ArrayList<>();
        write(next(late));
        late.forEach(each -> tell(
                each.result(),
                Future.failedFuture(
                        ServiceException.deadlineExceeded("The deadline passed while other writes were done"))));
    }

    private synchronized List<Waiting<T, R>> next(List<Waiting<T, R>> late) {
        List<Waiting<T, R>> group = new ArrayList<>();
        while (!waiting.isEmpty() && group.size() < most) {
            Waiting<T, R> first = waiting.remove();
            (first.deadline().isPast(clock) ? late : group).add(first);
        }
        writing = !group.isEmpty();
        return group;
    }

    private void write(List<Waiting<T, R>> group) {
        if (group.isEmpty()) {
            return;
        }
        List<T> items = group.stream().map(Waiting::item).toList();
        // What is thrown is a failure, too: nobody may wait for ever.
        Future.succeededFuture(items)
                .compose(write)
                .map(results -> requireOneEach(items, results))
                .onComplete(written -> {
                    writeNext();
                    tell(group, written);
                });
    }

    private static <T, R> List<R> requireOneEach(List<T> items, List<R> results) {
        if (results.size() != items.size()) {
            throw new IllegalStateException(results.size() + " results of " + items.size() + " writes");
        }
        return results;
    }

    private static <T, R> void tell(List<Waiting<T, R>> group, AsyncResult<List<R>> written) {
        for (int i = 0; i < group.size(); i++) {
            int place = i;
            tell(group.get(i).result(), written.map(results -> results.get(place)));
        }
    }

    /** Whoever throws when it is told keeps the others from nothing. */
    private static <R> void tell(Promise<R> result, AsyncResult<R> written) {
        try {
            result.handle(written);
        } catch (RuntimeException fault) {
            log.error("Who was told of a write has failed", fault);
        }
    }
}
