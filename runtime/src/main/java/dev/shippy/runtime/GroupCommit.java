package dev.shippy.runtime;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/**
 * Lets writes go together that have to wait for each other anyway, as a database's log does with commits: the first goes at
 * once, those that come until it is done gather and go next, all in one. As many wait as callers let. For all threads;
 * results arrive on the context of the write.
 *
 * @param <T> what is written
 * @param <R> what became of it
 */
public final class GroupCommit<T, R> {

    private record Waiting<T, R>(T item, Promise<R> result) {}

    private final int most;
    private final Function<List<T>, Future<List<R>>> write;
    private final Queue<Waiting<T, R>> waiting = new ArrayDeque<>();
    private boolean writing;

    /**
     * Over a store.
     *
     * @param most how many go together, at least 1
     * @param write one write of at least one item, with a result for each in their order; when it fails, all of them have failed
     */
    public GroupCommit(int most, Function<List<T>, Future<List<R>>> write) {
        this.most = most;
        this.write = write;
    }

    /** What became of the item; fails as the write does that it went with. */
    public Future<R> add(T item) {
        Waiting<T, R> mine = new Waiting<>(item, Promise.promise());
        write(withThoseBefore(mine));
        return mine.result().future();
    }

    private synchronized List<Waiting<T, R>> withThoseBefore(Waiting<T, R> item) {
        waiting.add(item);
        return writing ? List.of() : next();
    }

    private synchronized List<Waiting<T, R>> next() {
        List<Waiting<T, R>> group = new ArrayList<>();
        while (!waiting.isEmpty() && group.size() < most) {
            group.add(waiting.remove());
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
                    write(next());
                    tell(group, written);
                });
    }

    private static <T, R> List<R> requireOneEach(List<T> items, List<R> results) {
        if (results.size() != items.size()) {
            throw new IllegalStateException(results.size() + " results of " + items.size() + " writes");
        }
        return results;
    }

    private void tell(List<Waiting<T, R>> group, AsyncResult<List<R>> written) {
        for (int i = 0; i < group.size(); i++) {
            Promise<R> result = group.get(i).result();
            if (written.succeeded()) {
                result.complete(written.result().get(i));
            } else {
                result.fail(written.cause());
            }
        }
    }
}
