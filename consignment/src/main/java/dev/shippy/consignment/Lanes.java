package dev.shippy.consignment;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Works through a list, a few at a time; one that fails does not stop the others. When the first ones all fail it gives up:
 * what they need is not there, and the rest would only wait for it as well. For one thread.
 */
final class Lanes<T> {

    /**
     * What became of a list.
     *
     * @param done how many succeeded
     * @param left how many failed or were not begun
     * @param failure why the last of them failed
     */
    record Tally(int done, int left, @Nullable Throwable failure) {}

    private final Iterator<T> items;
    private final int size;
    private final int atOnce;
    private final Function<T, Future<?>> work;
    private int done;
    private int failed;
    private @Nullable Throwable failure;

    private Lanes(List<T> items, int atOnce, Function<T, Future<?>> work) {
        this.items = items.iterator();
        this.size = items.size();
        this.atOnce = atOnce;
        this.work = work;
    }

    static <T> Future<Tally> run(List<T> items, int atOnce, Function<T, Future<?>> work) {
        return new Lanes<>(items, atOnce, work).run();
    }

    private Future<Tally> run() {
        List<Future<Void>> lanes = IntStream.range(0, Math.min(atOnce, size))
                .mapToObj(lane -> next())
                .toList();
        return Future.all(lanes).map(all -> new Tally(done, size - done, failure));
    }

    private Future<Void> next() {
        if (!items.hasNext() || (done == 0 && failed >= atOnce)) {
            return Future.succeededFuture();
        }
        T item = items.next();
        return Future.succeededFuture(item).compose(work::apply).transform(this::count);
    }

    private Future<Void> count(AsyncResult<?> result) {
        if (result.succeeded()) {
            done++;
        } else {
            failed++;
            failure = result.cause();
        }
        return next();
    }
}
