package dev.shippy.consignment;

/** How far a booking has come. PENDING -> BOOKED | REJECTED, BOOKED -> CANCELLING -> CANCELLED, no other way. */
enum State {
    PENDING,
    BOOKED,
    REJECTED,
    CANCELLING,
    CANCELLED;

    /** Whether the booking itself is answered, one way or the other, for ever. */
    boolean isDecided() {
        return this != PENDING;
    }

    /** Whether a vessel carries it, or did. */
    boolean hasVessel() {
        return this == BOOKED || this == CANCELLING || this == CANCELLED;
    }
}
