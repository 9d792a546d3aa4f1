package dev.shippy.contracts;

/** Names of the headers on the wire; NATS keeps their case (ADR-4). */
public final class Headers {

    /** {@code Bearer <jwt>}. */
    public static final String AUTHORIZATION = "Authorization";
    /** Client-made idempotency key of a mutating call. */
    public static final String REQUEST_ID = "Request-Id";
    /** Unix time in milliseconds, at most 30 s ahead. */
    public static final String DEADLINE = "Deadline";
    /** At internal doors: user id or service name, for audit. */
    public static final String CALLER = "Caller";
    /** W3C Trace Context. */
    public static final String TRACE_PARENT = "traceparent";
    /** W3C Trace Context. */
    public static final String TRACE_STATE = "tracestate";
    /** In an error reply: a sentence for the caller (ADR-32). */
    public static final String ERROR = "Nats-Service-Error";
    /** In an error reply: the number of the {@link ErrorCode} (ADR-32). */
    public static final String ERROR_CODE = "Nats-Service-Error-Code";
    /** In a DEADLINE_EXCEEDED reply: the server's time, Unix milliseconds, so that clock skew shows. */
    public static final String SERVER_TIME = "Server-Time";

    private Headers() {}
}
