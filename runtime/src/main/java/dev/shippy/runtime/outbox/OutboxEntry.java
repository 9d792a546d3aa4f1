package dev.shippy.runtime.outbox;

import dev.shippy.contracts.EventMessage;
import java.time.Instant;
import java.util.List;

/**
 * What has happened to one entity and is not published yet, with the lease of whoever publishes it now.
 *
 * @param entity its id
 * @param total how many events the entity had by then, those that are published included
 * @param due when the lease ends, whole milliseconds; who finds another one in the store has lost the entry
 * @param attempts how often publishing has failed
 * @param events those not published yet, in their order; at least one
 */
public record OutboxEntry(String entity, int total, Instant due, int attempts, List<EventMessage> events) {

    public OutboxEntry {
        events = List.copyOf(events);
        if (events.isEmpty() || total < events.size() || attempts < 0) {
            throw new IllegalArgumentException(
                    "An entry with " + events.size() + " of " + total + " events and " + attempts + " attempts");
        }
    }
}
