package dev.shippy.contracts;

/** Names of the headers on the wire. NATS preserves their case (ADR-4); services ignore it. */
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
    /** In a DEADLINE_EXCEEDED reply, and where a deadline is refused: the server's time, Unix milliseconds. */
    public static final String SERVER_TIME = "Server-Time";
    /**
     * Is {@code false} in a reply that refuses the deadline itself. The call was not started; the same request may be
     * sent again with a deadline corrected by {@link #SERVER_TIME}.
     */
    public static final String CALL_BEGAN = "Call-Began";

    /** JetStream keeps one message of an id within its duplicate window; ours is the event's id. */
    public static final String MESSAGE_ID = "Nats-Msg-Id";
    /** JetStream refuses a publish that another stream would take. */
    public static final String EXPECTED_STREAM = "Nats-Expected-Stream";
    /** Of a dead letter: why it is one, a sentence. */
    public static final String DEAD_LETTER_REASON = "Dead-Letter-Reason";
    /** Of a dead letter: the durable consumer that gave it up. */
    public static final String DEAD_LETTER_CONSUMER = "Dead-Letter-Consumer";
    /** Of a dead letter: the stream it was in. */
    public static final String DEAD_LETTER_STREAM = "Dead-Letter-Stream";
    /** Of a dead letter: its sequence in that stream. */
    public static final String DEAD_LETTER_SEQUENCE = "Dead-Letter-Sequence";
    /** Of a dead letter: the subject it had. */
    public static final String DEAD_LETTER_SUBJECT = "Dead-Letter-Subject";
    /** Of a dead letter: how often it was delivered. */
    public static final String DEAD_LETTER_DELIVERIES = "Dead-Letter-Deliveries";
    /** Of a dead letter whose body was too large to be copied: how many bytes it had. */
    public static final String DEAD_LETTER_BODY_BYTES = "Dead-Letter-Body-Bytes";

    private Headers() {}
}
