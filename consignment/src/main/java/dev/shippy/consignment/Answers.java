package dev.shippy.consignment;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import org.jspecify.annotations.Nullable;

/** The sentences of the booking. Each follows from the document alone, so that a caller who asks again reads the same. */
final class Answers {

    private Answers() {}

    /** The answer to a booking that is decided: the consignment itself, or why there is none. */
    static Consignment of(Consignment decided) {
        return switch (decided.state()) {
            case BOOKED -> decided;
            case REJECTED ->
                throw ServiceException.failedPrecondition(
                        "No vessel has room for " + decided.room().inWords());
            case CANCELLING, CANCELLED -> throw ServiceException.failedPrecondition("The consignment was cancelled");
            case PENDING -> throw unknown();
        };
    }

    static ServiceException unknown() {
        return unknown(null);
    }

    /** Whatever else a booking under way meets: never a decision. */
    static ServiceException unknown(@Nullable Throwable cause) {
        return new ServiceException(
                ErrorCode.DEADLINE_EXCEEDED, "Not decided yet; ask again with the same Request-Id", cause);
    }

    static ServiceException otherContent() {
        return ServiceException.alreadyExists("The Request-Id was used for another consignment");
    }

    static ServiceException notFound() {
        return ServiceException.notFound("No such consignment");
    }

    static ServiceException notBooked(State state) {
        return ServiceException.failedPrecondition(
                state == State.REJECTED ? "The consignment was rejected" : "The consignment is not booked yet");
    }

    /** Room whose return was not confirmed; asking again, or the sweeper, ends it. */
    static ServiceException releaseUnknown(@Nullable Throwable cause) {
        return new ServiceException(ErrorCode.DEADLINE_EXCEEDED, "Not finished yet; ask again", cause);
    }
}
