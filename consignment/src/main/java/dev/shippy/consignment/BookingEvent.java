package dev.shippy.consignment;

import dev.shippy.contracts.Event;

/**
 * Something that became true of a consignment, kept in its document by the update that made it true.
 *
 * @param id the same however often it is told: {@code <consignment id>-booked}
 * @param type what happened
 * @param time when, Unix milliseconds
 */
record BookingEvent(String id, Event type, long time) {

    static BookingEvent of(String consignmentId, Event type, long time) {
        String what = type.subject().substring(type.subject().indexOf('.') + 1);
        return new BookingEvent(consignmentId + "-" + what, type, time);
    }
}
