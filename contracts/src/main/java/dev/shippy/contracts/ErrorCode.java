package dev.shippy.contracts;

import java.util.Arrays;
import java.util.Optional;

/** Why a call failed: gRPC's canonical names with HTTP-like numbers, as they travel in {@code Nats-Service-Error-Code}. */
public enum ErrorCode {
    /** The request itself is wrong; sending it again cannot help. */
    INVALID_ARGUMENT(400),
    /** No token, or an invalid one. */
    UNAUTHENTICATED(401),
    /** The caller is known and may not do this. */
    PERMISSION_DENIED(403),
    /** It does not exist, or it is not the caller's to see. */
    NOT_FOUND(404),
    /** It exists with another content. */
    ALREADY_EXISTS(409),
    /** The state of things does not allow it, such as a vessel without room. */
    FAILED_PRECONDITION(412),
    /** A limit is reached; later it may work. */
    RESOURCE_EXHAUSTED(429),
    /** A fault of the service; the log has the cause under the id that the sentence names. */
    INTERNAL(500),
    /** Nobody answers, or a store cannot be reached; nothing was done, or a retry with the same Request-Id is safe. */
    UNAVAILABLE(503),
    /** The deadline passed: whether it was done is unknown; a retry with the same Request-Id tells. */
    DEADLINE_EXCEEDED(504);

    private final int number;

    ErrorCode(int number) {
        this.number = number;
    }

    /** The number on the wire, 400 to 504. */
    public int number() {
        return number;
    }

    /** The code with this number on the wire, or nothing when none has it. */
    public static Optional<ErrorCode> of(int number) {
        return Arrays.stream(values()).filter(code -> code.number == number).findFirst();
    }
}
