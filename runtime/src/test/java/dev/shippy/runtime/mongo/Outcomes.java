package dev.shippy.runtime.mongo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Awaits the outcomes of operations. */
final class Outcomes {

    private static final int SECONDS = 30;

    private Outcomes() {}

    @CanIgnoreReturnValue
    static <T> T await(Future<T> future) {
        try {
            return future.await(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("Nothing after " + SECONDS + " s", late);
        }
    }

    /** The cause of a failed future. */
    static Throwable failure(Future<?> future) {
        Future<Throwable> cause = future.transform(done -> Future.succeededFuture(done.cause()));
        return Objects.requireNonNull(await(cause), () -> "It did not fail: " + future.result());
    }

    @CanIgnoreReturnValue
    static ServiceException assertUnavailable(Future<?> future) {
        ServiceException failure = assertThrows(ServiceException.class, () -> await(future));
        assertEquals(ErrorCode.UNAVAILABLE, failure.code());
        return failure;
    }
}
