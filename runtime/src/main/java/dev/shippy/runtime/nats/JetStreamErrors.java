package dev.shippy.runtime.nats;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.ServiceException;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What jnats' failures of JetStream mean for a caller. */
final class JetStreamErrors {

    private static final int NOT_FOUND = 404;
    private static final int STREAM_NOT_FOUND = 10_059;
    private static final int TEMPORARILY_UNAVAILABLE = 10_008;
    private static final int NOT_ENABLED = 10_076;
    private static final int NOT_ENABLED_FOR_ACCOUNT = 10_039;

    private JetStreamErrors() {}

    /** Whether the server says that a stream, a consumer or a message is not there. */
    static boolean isMissing(JetStreamApiException failure) {
        return failure.getErrorCode() == NOT_FOUND;
    }

    /** Whether the server says that the stream itself is not there. */
    static boolean isMissingStream(JetStreamApiException failure) {
        return failure.getApiErrorCode() == STREAM_NOT_FOUND;
    }

    /** That NATS has refused what this user sent last. */
    static ServiceException refused(NatsLink link, @Nullable Throwable cause) {
        boolean person = link.user().equals(NatsUsers.CUSTOMER) || link.user().equals(NatsUsers.BENCH);
        String help = person ? "; it takes the address of the user " + NatsUsers.OPERATOR : "";
        return new ServiceException(
                ErrorCode.PERMISSION_DENIED,
                "NATS refuses the user " + link.user() + ": " + link.lastViolation() + help,
                cause);
    }

    /** UNAVAILABLE when JetStream does not answer, PERMISSION_DENIED when NATS refuses, else FAILED_PRECONDITION. */
    static ServiceException translate(NatsLink link, Exception failure) {
        if (failure instanceof ServiceException translated) {
            return translated;
        }
        if (failure instanceof JetStreamApiException refused) {
            return translate(refused);
        }
        // A refused publish is never answered: what shows is a timeout, and the server's word in between.
        String violation = link.lastViolation();
        if (!violation.isEmpty() && (failure instanceof IOException || failure instanceof TimeoutException)) {
            return refused(link, failure);
        }
        return ServiceException.unavailable("JetStream does not answer", failure);
    }

    private static ServiceException translate(JetStreamApiException refused) {
        int code = refused.getApiErrorCode();
        if (code == TEMPORARILY_UNAVAILABLE || code == NOT_ENABLED || code == NOT_ENABLED_FOR_ACCOUNT) {
            return ServiceException.unavailable("JetStream cannot serve: " + refused.getErrorDescription(), refused);
        }
        ErrorCode meaning = isMissing(refused) ? ErrorCode.NOT_FOUND : ErrorCode.FAILED_PRECONDITION;
        return new ServiceException(meaning, "JetStream refuses: " + refused.getErrorDescription(), refused);
    }
}
