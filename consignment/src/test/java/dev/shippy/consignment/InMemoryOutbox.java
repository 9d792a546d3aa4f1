package dev.shippy.consignment;

import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.outbox.OutboxSource;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Events of consignments in memory, as {@link InMemoryConsignments} has them. */
final class InMemoryOutbox implements OutboxSource {

    private static final class Kept {
        private Consignment consignment;
        private int published;
        private Instant due;
        private int attempts;

        private Kept(Consignment consignment, Instant due) {
            this.consignment = consignment;
            this.due = due;
        }

        private boolean isOpen() {
            return published < consignment.events().size();
        }

        private OutboxEntry entry() {
            JsonObject document = ConsignmentDocument.of(consignment)
                    .put(OutboxDocument.PUBLISHED, published)
                    .put(OutboxDocument.DUE, due.toEpochMilli())
                    .put(OutboxDocument.OUTBOX, new JsonObject().put(OutboxDocument.ATTEMPTS, attempts));
            return OutboxDocument.entry(document);
        }
    }

    private final Map<String, Kept> kept = new TreeMap<>();
    private final Duration writersLease;
    private final Duration lease;
    private final Clock clock;
    private final Consumer<OutboxEntry> relay;

    InMemoryOutbox(Duration writersLease, Duration lease, Clock clock, Consumer<OutboxEntry> relay) {
        this.writersLease = writersLease;
        this.lease = lease;
        this.clock = clock;
        this.relay = relay;
    }

    /** The consignment got an event. */
    synchronized void appended(Consignment consignment) {
        Kept it = kept.computeIfAbsent(consignment.id(), id -> new Kept(consignment, Instant.EPOCH));
        it.consignment = consignment;
        it.due = later(writersLease);
        relay.accept(it.entry());
    }

    @Override
    public synchronized Future<Long> waiting(int most) {
        return Future.succeededFuture(
                kept.values().stream().filter(Kept::isOpen).limit(most).count());
    }

    @Override
    public synchronized Future<List<OutboxEntry>> claim(int most) {
        Instant now = later(Duration.ZERO);
        List<Kept> taken = kept.values().stream()
                .filter(it -> it.isOpen() && !it.due.isAfter(now))
                .sorted(Comparator.comparing(it -> it.due))
                .limit(most)
                .toList();
        taken.forEach(it -> it.due = later(lease));
        return Future.succeededFuture(taken.stream().map(Kept::entry).toList());
    }

    @Override
    public synchronized Future<Void> published(List<OutboxEntry> entries) {
        entries.forEach(entry -> held(entry).ifPresent(it -> {
            it.published = entry.total();
            it.attempts = 0;
        }));
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> failed(List<Failure> failures) {
        failures.forEach(failure -> held(failure.entry()).ifPresent(it -> {
            it.attempts++;
            it.due = later(failure.pause());
        }));
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Batch> republish(Instant since, String after, int most) {
        List<Kept> batch = kept.values().stream()
                .filter(it -> it.consignment.id().compareTo(after) > 0)
                .filter(it -> it.consignment.events().stream().anyMatch(event -> event.time() >= since.toEpochMilli()))
                .limit(most)
                .toList();
        for (Kept it : batch) {
            it.published = 0;
            it.attempts = 0;
            it.due = later(Duration.ZERO);
        }
        return Future.succeededFuture(new Batch(
                batch.size(),
                batch.size() < most
                        ? Optional.empty()
                        : Optional.of(batch.get(most - 1).consignment.id())));
    }

    private Optional<Kept> held(OutboxEntry entry) {
        return Optional.ofNullable(kept.get(entry.entity()))
                .filter(it -> it.isOpen()
                        && it.due.equals(entry.due())
                        && it.consignment.events().size() == entry.total());
    }

    private Instant later(Duration duration) {
        return Instant.ofEpochMilli(clock.millis()).plus(duration);
    }
}
