package dev.shippy.email;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A context on which tests call what is for one context, and from which they wait for answers. */
final class TestContext implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    /** Starts work on the context. */
    <T> Future<T> start(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(
                now -> Future.succeededFuture().compose(begun -> work.get()).onComplete(promise));
        return promise.future();
    }

    /** Does work on the context and returns what came of it. */
    @CanIgnoreReturnValue
    <T> T call(Supplier<Future<T>> work) {
        return await(start(work));
    }

    /** The code with which work fails. */
    ErrorCode refusal(Supplier<? extends Future<?>> work) {
        return refused(work).code();
    }

    ServiceException refused(Supplier<? extends Future<?>> work) {
        Future<?> failed = start(() -> work.get().<Object>mapEmpty());
        Throwable cause = await(failed.transform(done -> Future.succeededFuture(done.cause())));
        if (cause instanceof ServiceException refused) {
            return refused;
        }
        throw new AssertionError("Not refused by a ServiceException", cause);
    }

    @CanIgnoreReturnValue
    static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("No answer in time", late);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
