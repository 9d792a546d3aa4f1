package dev.shippy.vessel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Results of futures, for tests, with a limit. */
final class Awaiting {

    private Awaiting() {}

    @CanIgnoreReturnValue
    static <T> T await(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("Nothing after 20 s", late);
        }
    }

    /** Expects a refusal and gives its sentence. */
    @CanIgnoreReturnValue
    static String refusal(ErrorCode code, Future<?> future) {
        ServiceException refused = assertThrows(ServiceException.class, () -> await(future));
        assertEquals(code, refused.code(), refused.sentence());
        return refused.sentence();
    }

    /** Expects that the request is refused with a sentence that begins with the field's name. */
    static void assertNamed(String field, Supplier<Future<?>> request) {
        String sentence =
                refusal(ErrorCode.INVALID_ARGUMENT, Future.succeededFuture().compose(begun -> request.get()));
        assertTrue(sentence.startsWith(field + " "), sentence);
    }
}
