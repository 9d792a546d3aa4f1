package dev.shippy.contracts;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one failure of a call: a code and a sentence that is fit for the caller. Drivers' errors become one in their adapter,
 * the server writes it into headers, the client reads it back.
 */
public final class ServiceException extends RuntimeException {

    private final ErrorCode code;
    private final String sentence;

    public ServiceException(ErrorCode code, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.sentence = Objects.requireNonNull(sentence);
    }

    public ServiceException(ErrorCode code, String sentence) {
        this(code, sentence, null);
    }

    public ErrorCode code() {
        return code;
    }

    /** What the caller reads; never a cause, a class name or a secret. */
    public String sentence() {
        return sentence;
    }

    public static ServiceException invalidArgument(String sentence) {
        return new ServiceException(ErrorCode.INVALID_ARGUMENT, sentence);
    }

    public static ServiceException unauthenticated(String sentence) {
        return new ServiceException(ErrorCode.UNAUTHENTICATED, sentence);
    }

    public static ServiceException permissionDenied(String sentence) {
        return new ServiceException(ErrorCode.PERMISSION_DENIED, sentence);
    }

    public static ServiceException notFound(String sentence) {
        return new ServiceException(ErrorCode.NOT_FOUND, sentence);
    }

    public static ServiceException alreadyExists(String sentence) {
        return new ServiceException(ErrorCode.ALREADY_EXISTS, sentence);
    }

    public static ServiceException failedPrecondition(String sentence) {
        return new ServiceException(ErrorCode.FAILED_PRECONDITION, sentence);
    }

    /** Momentary overload: adds to the sentence when to try again. */
    public static ServiceException tooBusy(String sentence) {
        return resourceExhausted(sentence + "; try again in a second");
    }

    /** The sentence must say when to try again. */
    public static ServiceException resourceExhausted(String sentence) {
        return new ServiceException(ErrorCode.RESOURCE_EXHAUSTED, sentence);
    }

    public static ServiceException unavailable(String sentence, @Nullable Throwable cause) {
        return new ServiceException(ErrorCode.UNAVAILABLE, sentence, cause);
    }

    public static ServiceException deadlineExceeded(String sentence) {
        return new ServiceException(ErrorCode.DEADLINE_EXCEEDED, sentence);
    }
}
