package dev.shippy.runtime.nats;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.ServiceException;
import java.time.Clock;
import java.time.Instant;

/**
 * Marks a failure as the refusal of the deadline itself: the call was not started, so the caller may correct the
 * deadline by the server's time and send the same request again. Every other DEADLINE_EXCEEDED leaves the outcome
 * unknown.
 */
final class RefusedDeadline extends RuntimeException {

    private RefusedDeadline() {
        super("The deadline was refused", null, false, false);
    }

    static ServiceException past(Deadline deadline, Clock clock) {
        return refused(
                ErrorCode.DEADLINE_EXCEEDED,
                "The deadline " + time(deadline.unixMillis())
                        + " had passed before the call began; the server's time is " + time(clock.millis()));
    }

    static ServiceException tooFarAhead(Deadline deadline, Clock clock) {
        return refused(
                ErrorCode.INVALID_ARGUMENT,
                "The header Deadline is " + time(deadline.unixMillis()) + ", more than "
                        + Limits.MAX_DEADLINE.toSeconds() + " s ahead of the server's time " + time(clock.millis()));
    }

    static boolean isCauseOf(ServiceException failure) {
        return failure.getCause() instanceof RefusedDeadline;
    }

    /** ISO 8601. */
    static String time(long unixMillis) {
        return Instant.ofEpochMilli(unixMillis).toString();
    }

    private static ServiceException refused(ErrorCode code, String sentence) {
        return new ServiceException(code, sentence, new RefusedDeadline());
    }
}
