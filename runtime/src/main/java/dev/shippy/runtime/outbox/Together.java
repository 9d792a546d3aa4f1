package dev.shippy.runtime.outbox;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes that have to wait anyway go together: while one is under way the next ones gather. For one context. */
final class Together<T> {

    private final Function<List<T>, Future<Void>> write;
    private List<T> items = new ArrayList<>();
    private Promise<Void> next = Promise.promise();
    private boolean writing;

    /** As many wait as callers let. */
    Together(Function<List<T>, Future<Void>> write) {
        this.write = write;
    }

    /** Ends as the write does that the item went with. */
    Future<Void> add(T item) {
        items.add(item);
        Future<Void> written = next.future();
        if (!writing) {
            write();
        }
        return written;
    }

    private void write() {
        List<T> batch = items;
        Promise<Void> done = next;
        items = new ArrayList<>();
        next = Promise.promise();
        writing = true;
        Future.succeededFuture(batch).compose(write).onComplete(result -> written(done, result));
    }

    private void written(Promise<Void> done, AsyncResult<Void> result) {
        writing = false;
        if (!items.isEmpty()) {
            write();
        }
        done.handle(result);
    }
}
