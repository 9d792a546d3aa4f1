package dev.shippy.user;

import dev.shippy.contracts.EventMessage;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.outbox.OutboxSource;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Events in memory, for one context. */
final class InMemoryOutbox implements OutboxSource {

    private static final class Kept {
        private final AccountEvent event;
        private Instant due;
        private int attempts;
        private boolean published;

        private Kept(AccountEvent event, Instant due) {
            this.event = event;
            this.due = due;
        }

        private String place() {
            return String.format(Locale.ROOT, "%014d %s", event.occurredAt().toEpochMilli(), event.id());
        }
    }

    private final List<Kept> kept = new ArrayList<>();
    private final Duration writersLease;
    private final Duration lease;
    private final Consumer<OutboxEntry> relay;

    InMemoryOutbox(Duration writersLease, Duration lease, Consumer<OutboxEntry> relay) {
        this.writersLease = writersLease;
        this.lease = lease;
        this.relay = relay;
    }

    /** Keeps an event, takes over what its account has not told yet, and tells the relay. */
    void add(AccountEvent event) {
        kept.add(new Kept(event, Instant.EPOCH));
        relay.accept(lease(event.accountId(), now().plus(writersLease)));
    }

    @Override
    public Future<Long> waiting(int most) {
        return Future.succeededFuture(
                kept.stream().filter(it -> !it.published).limit(most).count());
    }

    @Override
    public Future<List<OutboxEntry>> claim(int most) {
        Instant now = now();
        Set<String> seen = new HashSet<>();
        return Future.succeededFuture(kept.stream()
                .filter(it -> !it.published)
                .sorted(Comparator.comparing(it -> it.event, AccountEvent.ORDER))
                .filter(it -> seen.add(it.event.accountId()))
                .filter(it -> !it.due.isAfter(now))
                .sorted(Comparator.comparing(it -> it.due))
                .limit(most)
                .map(it -> it.event.accountId())
                .toList()
                .stream()
                .map(id -> lease(id, now.plus(lease)))
                .toList());
    }

    @Override
    public Future<Void> published(List<OutboxEntry> entries) {
        entries.forEach(entry -> held(entry).forEach(it -> it.published = true));
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> failed(List<Failure> failures) {
        for (Failure failure : failures) {
            for (Kept it : held(failure.entry())) {
                it.attempts++;
                it.due = now().plus(failure.pause());
            }
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Batch> republish(Instant since, String after, int most) {
        List<Kept> batch = kept.stream()
                .filter(it -> !it.event.occurredAt().isBefore(since))
                .filter(it -> it.place().compareTo(after) > 0)
                .sorted(Comparator.comparing(Kept::place))
                .limit(most)
                .toList();
        for (Kept it : batch) {
            it.published = false;
            it.attempts = 0;
            it.due = now();
        }
        return Future.succeededFuture(new Batch(
                batch.size(),
                batch.size() < most
                        ? Optional.empty()
                        : Optional.of(batch.get(most - 1).place())));
    }

    private OutboxEntry lease(String accountId, Instant until) {
        List<Kept> open = unpublished(it -> it.event.accountId().equals(accountId));
        open.forEach(it -> it.due = until);
        List<EventMessage> events = open.stream()
                .map(it -> it.event)
                .sorted(AccountEvent.ORDER)
                .map(AccountEvent::toMessage)
                .toList();
        int attempts = open.stream().mapToInt(it -> it.attempts).max().orElse(0);
        return new OutboxEntry(accountId, events.size(), until, attempts, events);
    }

    private List<Kept> held(OutboxEntry entry) {
        Set<String> ids = new HashSet<>();
        entry.events().forEach(event -> ids.add(event.id()));
        return unpublished(it -> ids.contains(it.event.id()) && it.due.equals(entry.due()));
    }

    private List<Kept> unpublished(Predicate<Kept> wanted) {
        return kept.stream().filter(it -> !it.published).filter(wanted).toList();
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }
}
