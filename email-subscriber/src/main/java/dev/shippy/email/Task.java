package dev.shippy.email;

import dev.shippy.contracts.EventMessage;
import dev.shippy.runtime.nats.Delivery;

/** A delivered event that calls for a mail. */
record Task(Delivery delivery, EventMessage event, Occasion occasion) {

    /** Which message it was, for the ledger. */
    String source() {
        return delivery.message().toString();
    }
}
