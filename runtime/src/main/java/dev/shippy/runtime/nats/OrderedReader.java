package dev.shippy.runtime.nats;

import dev.shippy.runtime.nats.OrderedDeliveries.Delivered;
import java.time.Instant;
import java.util.Optional;

/** Finds the end of what is selected. */
final class OrderedReader implements StreamReader {

    private final StreamSelection selection;
    private final long lastSequence;
    private final OrderedDeliveries deliveries;
    private long read;
    private boolean ended;

    /** @param lastSequence what is last when reading begins; not looked at when the selection follows */
    OrderedReader(StreamSelection selection, long lastSequence, OrderedDeliveries deliveries) {
        this.selection = selection;
        this.lastSequence = selection.follows() ? Long.MAX_VALUE : lastSequence;
        this.deliveries = deliveries;
    }

    @Override
    public Optional<StoredMessage> next() throws InterruptedException {
        while (!isOver()) {
            Delivered next = deliveries.next();
            if (next == null) {
                continue;
            }
            Instant time = next.place().storedAt();
            ended = next.place().sequence() > lastSequence
                    || selection.until().filter(time::isAfter).isPresent();
            if (!ended && selection.since().filter(time::isBefore).isEmpty()) {
                read++;
                return Optional.of(StoredMessages.carried(next.message(), next.place()));
            }
        }
        return Optional.empty();
    }

    @Override
    public long pending() {
        return deliveries.pending();
    }

    @Override
    public void close() {
        deliveries.close();
    }

    private boolean isOver() {
        boolean nothingLeft = !selection.follows() && deliveries.pending() == 0;
        return ended || nothingLeft || read >= selection.most();
    }
}
