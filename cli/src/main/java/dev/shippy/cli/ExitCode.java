package dev.shippy.cli;

import dev.shippy.contracts.ErrorCode;

/** How a command ends, for scripts. */
public final class ExitCode {

    public static final int OK = 0;
    public static final int FAILURE = 1;
    /** What was given cannot be used. */
    public static final int USAGE = 2;

    public static final int UNAUTHENTICATED = 3;
    public static final int DENIED = 4;
    public static final int NOT_FOUND = 5;
    /** It exists already, or there is no room. */
    public static final int CONFLICT = 6;
    /** Nobody answers, too much at once, or no answer in time. */
    public static final int UNAVAILABLE = 7;

    private ExitCode() {}

    static int of(ErrorCode code) {
        return switch (code) {
            case INVALID_ARGUMENT -> USAGE;
            case UNAUTHENTICATED -> UNAUTHENTICATED;
            case PERMISSION_DENIED -> DENIED;
            case NOT_FOUND -> NOT_FOUND;
            case ALREADY_EXISTS, FAILED_PRECONDITION -> CONFLICT;
            case RESOURCE_EXHAUSTED, UNAVAILABLE, DEADLINE_EXCEEDED -> UNAVAILABLE;
            case INTERNAL -> FAILURE;
        };
    }
}
