package dev.shippy.consignment;

import dev.shippy.contracts.Deadline;

/**
 * A consignment whose driver has run out of time, as it was when it was looked for. It has no vessel and no attempt on
 * purpose: those may have changed, and only the document that a takeover returns tells them.
 *
 * @param id of the consignment
 * @param epoch then
 * @param deadline then
 */
record Overdue(String id, long epoch, Deadline deadline) {}
