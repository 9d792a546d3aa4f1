package dev.shippy.email;

import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A ledger in memory, for one context; it can be away, as a database can. */
final class InMemoryLedger implements MailLedger {

    private enum State {
        CLAIMED,
        SENT,
        SKIPPED,
        DEAD
    }

    private record Entry(
            State state,
            long epoch,
            long leaseEnd,
            int attempts,
            int retries,
            int unconfirmed,
            String source,
            String lastError,
            long changed) {

        boolean isFree() {
            return state == State.CLAIMED && leaseEnd - System.nanoTime() <= 0;
        }

        Entry onceMoreUnconfirmed() {
            return new Entry(state, epoch, leaseEnd, attempts, retries, unconfirmed + 1, source, lastError, changed);
        }

        Entry in(State next, String reason) {
            return ended(next, attempts, retries, reason);
        }

        Entry ended(State next, int attemptsThen, int retriesThen, String reason) {
            long now = System.nanoTime();
            return new Entry(next, epoch, now, attemptsThen, retriesThen, unconfirmed, source, reason, now);
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();
    private volatile boolean away;

    /** Whether every call fails from now on. */
    void away(boolean gone) {
        away = gone;
    }

    /** As when time passes: every lease is over. */
    void endLeases() {
        entries.replaceAll((id, entry) -> entry.state() == State.CLAIMED
                ? entry.ended(State.CLAIMED, entry.attempts(), entry.retries(), entry.lastError())
                : entry);
    }

    int attempts(String eventId) {
        return Objects.requireNonNull(entries.get(eventId)).attempts();
    }

    @Override
    public Future<Standing> claim(String eventId, String source, Duration lease) {
        return unlessAway(() -> {
            Entry known = entries.get(eventId);
            long leaseEnd = System.nanoTime() + lease.toNanos();
            if (known == null) {
                return grant(eventId, new Entry(State.CLAIMED, 1, leaseEnd, 1, 0, 0, source, "", System.nanoTime()));
            }
            boolean anew = known.state() == State.DEAD && !known.source().equals(source);
            if (known.isFree() || anew) {
                return grant(
                        eventId,
                        new Entry(
                                State.CLAIMED,
                                known.epoch() + 1,
                                leaseEnd,
                                anew ? 1 : known.attempts() + 1,
                                known.retries(),
                                anew ? 0 : known.unconfirmed(),
                                source,
                                anew ? "" : known.lastError(),
                                System.nanoTime()));
            }
            return switch (known.state()) {
                case SENT, SKIPPED -> new Standing.Finished();
                case DEAD -> new Standing.Dead(known.lastError());
                case CLAIMED -> new Standing.Busy(Duration.ofNanos(known.leaseEnd() - System.nanoTime()));
            };
        });
    }

    private Standing grant(String eventId, Entry entry) {
        entries.put(eventId, entry);
        return new Standing.Granted(
                new Claim(eventId, entry.epoch(), entry.attempts(), entry.unconfirmed(), entry.lastError()));
    }

    @Override
    public Future<Void> sent(String eventId) {
        return unlessAway(() -> {
            entries.computeIfPresent(eventId, (id, entry) -> entry.in(State.SENT, ""));
            return null;
        });
    }

    @Override
    public Future<Void> skipped(Claim claim) {
        return change(claim, entry -> entry.in(State.SKIPPED, entry.lastError()));
    }

    @Override
    public Future<Void> retry(Claim claim, String reason) {
        return change(claim, entry -> entry.ended(State.CLAIMED, entry.attempts(), entry.retries() + 1, reason));
    }

    @Override
    public Future<Void> giveBack(Claim claim, String reason) {
        return change(claim, entry -> entry.ended(State.CLAIMED, entry.attempts() - 1, entry.retries(), reason));
    }

    @Override
    public Future<Void> unconfirmed(Claim claim, String reason) {
        return change(
                claim,
                entry -> entry.ended(State.CLAIMED, entry.attempts() - 1, entry.retries(), reason)
                        .onceMoreUnconfirmed());
    }

    @Override
    public Future<Void> dead(Claim claim, String reason) {
        return change(claim, entry -> entry.in(State.DEAD, reason));
    }

    @Override
    public Future<Long> countSent(List<String> eventIds) {
        return unlessAway(() -> new HashSet<>(eventIds)
                .stream()
                        .map(entries::get)
                        .filter(entry -> entry != null && entry.state() == State.SENT)
                        .count());
    }

    @Override
    public Future<Figures> figures() {
        return unlessAway(() -> new Figures(
                count(State.SENT),
                entries.values().stream()
                        .filter(entry -> entry.state() == State.CLAIMED && !entry.isFree())
                        .count(),
                count(State.SKIPPED),
                count(State.DEAD),
                entries.values().stream().mapToLong(Entry::retries).sum()));
    }

    private long count(State state) {
        return entries.values().stream().filter(entry -> entry.state() == state).count();
    }

    @Override
    public Future<Integer> prune(Duration age, int batch) {
        return unlessAway(() -> {
            List<String> old = entries.entrySet().stream()
                    .filter(entry -> System.nanoTime() - entry.getValue().changed() > age.toNanos())
                    .map(Map.Entry::getKey)
                    .limit(batch)
                    .toList();
            old.forEach(entries::remove);
            return old.size();
        });
    }

    @Override
    public Future<Void> probe() {
        return unlessAway(() -> null);
    }

    private Future<Void> change(Claim claim, UnaryOperator<Entry> change) {
        return unlessAway(() -> {
            entries.computeIfPresent(
                    claim.eventId(),
                    (id, entry) -> entry.state() == State.CLAIMED && entry.epoch() == claim.epoch()
                            ? change.apply(entry)
                            : entry);
            return null;
        });
    }

    private <T> Future<T> unlessAway(Supplier<T> work) {
        return away
                ? Future.failedFuture(ServiceException.unavailable("The database cannot be reached", null))
                : Future.succeededFuture(work.get());
    }
}
