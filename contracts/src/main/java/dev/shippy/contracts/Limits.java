package dev.shippy.contracts;

import java.time.Duration;

/** The bounds that every caller can rely on. */
public final class Limits {

    /** Largest request body, bytes; larger is INVALID_ARGUMENT. */
    public static final int REQUEST_BYTES = 64 * 1024;
    /** Largest reply page, bytes. */
    public static final int REPLY_BYTES = 256 * 1024;
    /** NATS' {@code max_payload}, bytes. */
    public static final int NATS_PAYLOAD_BYTES = 1024 * 1024;
    /** Longest token, bytes; longer is UNAUTHENTICATED. */
    public static final int TOKEN_BYTES = 4 * 1024;
    /** Longest Request-Id, visible ASCII characters. */
    public static final int REQUEST_ID_CHARACTERS = 128;
    /** Longest name, company, e-mail address, origin or customer id, characters. */
    public static final int NAME_CHARACTERS = 200;
    /** Longest description of a consignment, characters. */
    public static final int DESCRIPTION_CHARACTERS = 2_000;
    /** Most containers in a consignment. */
    public static final int CONTAINERS = 1_000;
    /** Most holds on a vessel. */
    public static final int HOLDS = 20_000;
    /** Most vessels that a specification excludes. */
    public static final int EXCEPT = 16;
    /** Entries of a page when none are asked for. */
    public static final int PAGE_SIZE = 50;
    /** Most entries of a page. */
    public static final int MAX_PAGE_SIZE = 1_000;
    /** Longest page token, characters. */
    public static final int PAGE_TOKEN_CHARACTERS = 512;
    /** Calls in flight per service instance; one more is RESOURCE_EXHAUSTED. */
    public static final int IN_FLIGHT = 256;
    /** The deadline of a call that names none. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(2);
    /** How far ahead a deadline may be; one further ahead is INVALID_ARGUMENT. */
    public static final Duration MAX_DEADLINE = Duration.ofSeconds(30);

    /** Most event ids that one question names. */
    public static final int EVENT_IDS = 1_000;
    /** Longest id of an event, visible ASCII characters. */
    public static final int EVENT_ID_CHARACTERS = 128;
    /** Largest body of an event, bytes; a larger one is not an event of ours. */
    public static final int EVENT_BYTES = 64 * 1024;

    private Limits() {}
}
