package dev.shippy.consignment;

import dev.shippy.contracts.Event;
import dev.shippy.contracts.Trace;

/**
 * Something that became true of a consignment, kept in its document by the update that made it true.
 *
 * @param id the same however often it is told: {@code <consignment id>-booked}
 * @param type what happened
 * @param time when, Unix milliseconds
 * @param trace the call that made it true
 */
record BookingEvent(String id, Event type, long time, Trace trace) {

    static BookingEvent of(String consignmentId, Event type, long time, Trace trace) {
        String what = type.subject().substring(type.subject().indexOf('.') + 1);
        return new BookingEvent(consignmentId + "-" + what, type, time, trace);
    }
}
