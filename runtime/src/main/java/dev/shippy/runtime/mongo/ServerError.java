package dev.shippy.runtime.mongo;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The codes of MongoDB's {@code src/mongo/base/error_codes.yml}, with their names there, that matter to a service,
 * including those of the specification of retryable writes. An unlisted code is treated as a fault of this service,
 * which is logged and answered as INTERNAL. Not listed are the codes of transactions, change streams and
 * administration, which services do not use, and codes exchanged only between servers (such as 317, 358 and 384).
 */
enum ServerError {
    // The member is not the primary, or is stepping down. The operation may have been executed.
    SHUTDOWN_IN_PROGRESS(91, Meaning.NOT_NOW),
    NOT_YET_INITIALIZED(94, Meaning.NOT_NOW),
    PRIMARY_STEPPED_DOWN(189, Meaning.NOT_NOW),
    // With authorization, a member that has just started lacks the keys by which it knows the time that a client tells
    // it.
    CANNOT_VERIFY_AND_SIGN_LOGICAL_TIME(210, Meaning.NOT_NOW),
    KEY_NOT_FOUND(211, Meaning.NOT_NOW),
    ELECTION_IN_PROGRESS(216, Meaning.NOT_NOW),
    LEGACY_NOT_PRIMARY(10058, Meaning.NOT_NOW),
    NOT_WRITABLE_PRIMARY(10107, Meaning.NOT_NOW),
    INTERRUPTED_AT_SHUTDOWN(11600, Meaning.NOT_NOW),
    INTERRUPTED_DUE_TO_REPL_STATE_CHANGE(11602, Meaning.NOT_NOW),
    NOT_PRIMARY_NO_SECONDARY_OK(13435, Meaning.NOT_NOW),
    NOT_PRIMARY_OR_SECONDARY(13436, Meaning.NOT_NOW),

    // Too few members have or confirm the data.
    WRITE_CONCERN_TIMEOUT(64, Meaning.NOT_NOW),
    UNKNOWN_REPL_WRITE_CONCERN(79, Meaning.NOT_NOW),
    UNSATISFIABLE_WRITE_CONCERN(100, Meaning.NOT_NOW),
    READ_CONCERN_MAJORITY_NOT_AVAILABLE_YET(134, Meaning.NOT_NOW),
    LINEARIZABLE_READ_CONCERN_ERROR(187, Meaning.NOT_NOW),
    SNAPSHOT_TOO_OLD(239, Meaning.NOT_NOW),
    SNAPSHOT_UNAVAILABLE(246, Meaning.NOT_NOW),

    // Timed out, interrupted, or in conflict with another operation.
    LOCK_TIMEOUT(24, Meaning.NOT_NOW),
    CURSOR_NOT_FOUND(43, Meaning.NOT_NOW),
    LOCK_BUSY(46, Meaning.NOT_NOW),
    MAX_TIME_MS_EXPIRED(50, Meaning.NOT_NOW),
    CALLBACK_CANCELED(90, Meaning.NOT_NOW),
    LOCK_FAILED(107, Meaning.NOT_NOW),
    WRITE_CONFLICT(112, Meaning.NOT_NOW),
    CONFLICTING_OPERATION_IN_PROGRESS(117, Meaning.NOT_NOW),
    QUERY_PLAN_KILLED(175, Meaning.NOT_NOW),
    CURSOR_KILLED(237, Meaning.NOT_NOW),
    EXCEEDED_TIME_LIMIT(262, Meaning.NOT_NOW),
    PREPARED_TRANSACTION_IN_PROGRESS(267, Meaning.NOT_NOW),
    INDEX_BUILD_ABORTED(276, Meaning.NOT_NOW),
    UNSATISFIABLE_COMMIT_QUORUM(278, Meaning.NOT_NOW),
    CLIENT_DISCONNECT(279, Meaning.NOT_NOW),
    INDEX_BUILD_ALREADY_IN_PROGRESS(285, Meaning.NOT_NOW),
    OBJECT_IS_BUSY(314, Meaning.NOT_NOW),
    INTERRUPTED_DUE_TO_STORAGE_CHANGE(355, Meaning.NOT_NOW),
    INTERRUPTED(11601, Meaning.NOT_NOW),
    BACKGROUND_OPERATION_IN_PROGRESS_FOR_DATABASE(12586, Meaning.NOT_NOW),
    BACKGROUND_OPERATION_IN_PROGRESS_FOR_NAMESPACE(12587, Meaning.NOT_NOW),
    CLIENT_MARKED_KILLED(46841, Meaning.NOT_NOW),
    INTERRUPTED_DUE_TO_FCV_CHANGE(10045600, Meaning.NOT_NOW),

    // Overloaded, full, or blocked by its operator.
    TOO_MANY_LOCKS(208, Meaning.NOT_NOW),
    TOO_MANY_LOGICAL_SESSIONS(261, Meaning.NOT_NOW),
    TOO_MANY_FILES_OPEN(264, Meaning.NOT_NOW),
    TEMPORARILY_UNAVAILABLE(365, Meaning.NOT_NOW),
    USER_WRITES_BLOCKED(371, Meaning.NOT_NOW),
    RESOURCE_EXHAUSTED(402, Meaning.NOT_NOW),
    ADMISSION_QUEUE_OVERFLOW(433, Meaning.NOT_NOW),
    RATE_LIMIT_EXCEEDED(449, Meaning.NOT_NOW),
    INGRESS_REQUEST_RATE_LIMIT_EXCEEDED(462, Meaning.NOT_NOW),
    OUT_OF_DISK_SPACE(14031, Meaning.NOT_NOW),

    // A router of a sharded cluster cannot reach a shard, or has stale routing data.
    HOST_UNREACHABLE(6, Meaning.NOT_NOW),
    HOST_NOT_FOUND(7, Meaning.NOT_NOW),
    NETWORK_TIMEOUT(89, Meaning.NOT_NOW),
    FAILED_TO_SATISFY_READ_PREFERENCE(133, Meaning.NOT_NOW),
    POOLED_CONNECTIONS_DROPPED(145, Meaning.NOT_NOW),
    STALE_EPOCH(150, Meaning.NOT_NOW),
    REPLICA_SET_MONITOR_REMOVED(199, Meaning.NOT_NOW),
    NETWORK_INTERFACE_EXCEEDED_TIME_LIMIT(202, Meaning.NOT_NOW),
    STALE_DB_VERSION(249, Meaning.NOT_NOW),
    STALE_CHUNK_HISTORY(250, Meaning.NOT_NOW),
    MIGRATION_CONFLICT(272, Meaning.NOT_NOW),
    POOLED_CONNECTION_ACQUISITION_EXCEEDED_TIME_LIMIT(407, Meaning.NOT_NOW),
    POOLED_CONNECTION_ACQUISITION_REJECTED(450, Meaning.NOT_NOW),
    INTERRUPTED_DUE_TO_RESHARDING_CRITICAL_SECTION(453, Meaning.NOT_NOW),
    SOCKET_EXCEPTION(9001, Meaning.NOT_NOW),
    STALE_CONFIG(13388, Meaning.NOT_NOW),
    RETRIABLE_REMOTE_COMMAND_FAILURE(91331, Meaning.NOT_NOW),

    // Server faults with an unknown outcome.
    INTERNAL_ERROR(1, Meaning.NOT_NOW),
    UNKNOWN_ERROR(8, Meaning.NOT_NOW),
    BROKEN_PROMISE(245, Meaning.NOT_NOW),

    /** Not executed, for a reason that the booking protocol expects. */
    DUPLICATE_KEY(11000, Meaning.REFUSED),

    USER_NOT_FOUND(11, Meaning.CREDENTIALS),
    UNAUTHORIZED(13, Meaning.CREDENTIALS),
    AUTHENTICATION_FAILED(18, Meaning.CREDENTIALS),
    MECHANISM_UNAVAILABLE(334, Meaning.CREDENTIALS),

    // Not executed, and retrying does not help. Treated like unlisted codes; listed because they resemble others.
    INDEX_OPTIONS_CONFLICT(85, Meaning.OURS),
    INDEX_KEY_SPECS_CONFLICT(86, Meaning.OURS),
    DOCUMENT_VALIDATION_FAILURE(121, Meaning.OURS),
    NOT_A_REPLICA_SET(123, Meaning.OURS),
    EXCEEDED_MEMORY_LIMIT(146, Meaning.OURS),
    READ_CONCERN_MAJORITY_NOT_ENABLED(148, Meaning.OURS),
    DATA_CORRUPTION_DETECTED(301, Meaning.OURS),
    TRANSACTION_TOO_LARGE_FOR_CACHE(388, Meaning.OURS),
    CANNOT_GROW_DOCUMENT_IN_CAPPED_NAMESPACE(10003, Meaning.OURS),
    BSON_OBJECT_TOO_LARGE(10334, Meaning.OURS);

    /** How a service treats a code. */
    enum Meaning {
        /** Transient, and the operation may have been executed: UNAVAILABLE. */
        NOT_NOW,
        /** Certainly not executed; the caller handles it. */
        REFUSED,
        /** Certainly not executed: the request, the data or the set-up is wrong. */
        OURS,
        /** Certainly not executed until an operator corrects the user or its rights: UNAVAILABLE. */
        CREDENTIALS
    }

    private static final Map<Integer, ServerError> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ServerError::code, Function.identity()));

    private final int code;
    private final Meaning meaning;

    ServerError(int code, Meaning meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    Meaning meaning() {
        return meaning;
    }

    /** The meaning of any code, listed or not. */
    static Meaning meaning(int code) {
        ServerError known = BY_CODE.get(code);
        return known == null ? Meaning.OURS : known.meaning;
    }
}
