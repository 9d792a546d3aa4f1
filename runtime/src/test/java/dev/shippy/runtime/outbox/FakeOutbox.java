package dev.shippy.runtime.outbox;

import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.user.v1.UserEvent;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A source on a map, for one thread or several; what it was asked for is counted. */
final class FakeOutbox implements OutboxSource {

    private static final class Entity {
        private final List<EventMessage> events = new ArrayList<>();
        private Instant due = Instant.MAX;
        private boolean published;
        private int attempts;
        private String lastError = "";
    }

    private final Clock clock = Clock.systemUTC();
    private final Duration lease;
    private final Map<String, Entity> entities = new LinkedHashMap<>();
    private int claims;
    private int marks;
    private int mostClaimed;
    private Future<Void> beforeMarks = Future.succeededFuture();
    private Optional<Throwable> refusal = Optional.empty();
    private Supplier<Future<?>> look = Future::succeededFuture;

    FakeOutbox(Duration lease) {
        this.lease = lease;
    }

    /** Adds events to an entity, with a lease for its writer. */
    synchronized OutboxEntry write(String id, int count) {
        Entity entity = entities.computeIfAbsent(id, key -> new Entity());
        IntStream.range(0, count).forEach(n -> entity.events.add(event(id, entity.events.size() + 1)));
        entity.due = clock.instant().plus(lease);
        return entry(id, entity);
    }

    /** As a writer leaves them who died long ago. */
    synchronized void leave(String id, int count) {
        var unused = write(id, count);
        due(id, Instant.EPOCH);
    }

    synchronized void due(String id, Instant due) {
        entity(id).due = due;
    }

    synchronized void refuse(Optional<Throwable> failure) {
        refusal = failure;
    }

    /** From now on each look takes as long as one of these. */
    synchronized void slowLooks(Supplier<Future<?>> each) {
        look = each;
    }

    synchronized void holdMarks(Future<Void> until) {
        beforeMarks = until;
    }

    synchronized boolean isPublished(String id) {
        return entity(id).published;
    }

    synchronized boolean isAllPublished() {
        return entities.values().stream().allMatch(entity -> entity.published);
    }

    synchronized int attempts(String id) {
        return entity(id).attempts;
    }

    synchronized String lastError(String id) {
        return entity(id).lastError;
    }

    synchronized Instant due(String id) {
        return entity(id).due;
    }

    synchronized int claims() {
        return claims;
    }

    synchronized int marks() {
        return marks;
    }

    synchronized int mostClaimed() {
        return mostClaimed;
    }

    @Override
    public synchronized Future<Long> waiting(int most) {
        return refusal.<Future<Long>>map(Future::failedFuture)
                .orElseGet(() -> Future.succeededFuture(entities.values().stream()
                        .filter(entity -> !entity.published)
                        .limit(most)
                        .count()));
    }

    @Override
    public Future<List<OutboxEntry>> claim(int most) {
        return look.get().compose(looked -> claimNow(most));
    }

    private synchronized Future<List<OutboxEntry>> claimNow(int most) {
        claims++;
        mostClaimed = Math.max(mostClaimed, most);
        if (refusal.isPresent()) {
            return Future.failedFuture(refusal.get());
        }
        Instant now = clock.instant();
        List<String> due = entities.entrySet().stream()
                .filter(it -> !it.getValue().published && !it.getValue().due.isAfter(now))
                .sorted(Comparator.comparing(it -> it.getValue().due))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(id -> entity(id).due = now.plus(lease));
        return Future.succeededFuture(
                due.stream().map(id -> entry(id, entity(id))).toList());
    }

    @Override
    public synchronized Future<Void> published(List<OutboxEntry> entries) {
        marks++;
        return beforeMarks.onSuccess(go -> entries.forEach(entry -> {
            Entity entity = entity(entry.entity());
            if (entity.due.equals(entry.due()) && entity.events.size() == entry.total()) {
                entity.published = true;
            }
        }));
    }

    @Override
    public synchronized Future<Void> failed(List<Failure> failures) {
        for (Failure failure : failures) {
            Entity entity = entity(failure.entry().entity());
            if (entity.due.equals(failure.entry().due())) {
                entity.attempts++;
                entity.lastError = failure.sentence();
                entity.due = clock.instant().plus(failure.pause());
            }
        }
        return Future.succeededFuture();
    }

    /** In batches by place: the cursor is a number. */
    @Override
    public synchronized Future<Batch> republish(Instant since, String after, int most) {
        int from = after.isEmpty() ? 0 : Integer.parseInt(after);
        List<Entity> batch = entities.values().stream().skip(from).limit(most).toList();
        batch.forEach(entity -> {
            entity.published = false;
            entity.due = clock.instant();
        });
        return Future.succeededFuture(new Batch(
                batch.size(), batch.size() < most ? Optional.empty() : Optional.of(String.valueOf(from + most))));
    }

    private Entity entity(String id) {
        return Optional.ofNullable(entities.get(id)).orElseThrow();
    }

    private static OutboxEntry entry(String id, Entity entity) {
        return new OutboxEntry(id, entity.events.size(), entity.due, entity.attempts, entity.events);
    }

    private static EventMessage event(String entity, int number) {
        return new EventMessage(
                entity + "-" + number,
                Event.USER_CREATED,
                entity,
                Instant.EPOCH,
                Trace.start(),
                UserEvent.getDefaultInstance());
    }
}
