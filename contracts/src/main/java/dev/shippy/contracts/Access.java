package dev.shippy.contracts;

/** Who may call an rpc through its public door. */
public enum Access {
    /** Everybody, without a token. */
    EVERYBODY,
    /** Any user with a good token. */
    USER,
    /** The user that the request names, and admins; anybody else is PERMISSION_DENIED. */
    SELF_OR_ADMIN,
    /** Any user with a good token; the handler shows each only what is theirs, and admins everything. */
    OWNER_OR_ADMIN,
    /** Admins. */
    ADMIN,
    /** Whoever NATS lets publish there, without a token: the NATS user {@code operator}. */
    OPERATOR;

    public boolean needsToken() {
        return this != EVERYBODY && this != OPERATOR;
    }
}
