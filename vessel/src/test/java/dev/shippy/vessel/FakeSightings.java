package dev.shippy.vessel;

import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A store in memory that gives two vessels a page, with a clock that ticks at each change. For one context. */
final class FakeSightings implements Sightings {

    private static final int PAGE = 2;

    private record Kept(Sighting sighting, long changed) {}

    final List<String> asked = new ArrayList<>();
    boolean away;

    /** Whether each answer waits until {@link #answer} gives it. */
    boolean slow;

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final TreeMap<String, Kept> vessels = new TreeMap<>();
    private long clock = 1_000_000;

    /** A change that notes its time. */
    void change(String id, int freeWeight) {
        clock += 10_000;
        Kept before = vessels.get(id);
        keep(id, freeWeight, before == null ? 1 : before.sighting().changes() + 1, clock);
    }

    /** A change by hand, which does not. */
    void spoil(String id, int freeWeight) {
        Kept before = vessels.get(id);
        keep(id, freeWeight, before == null ? 0 : before.sighting().changes(), before == null ? 0 : before.changed());
    }

    @Override
    public Future<Long> latest() {
        return answer(
                "latest",
                vessels.values().stream().mapToLong(Kept::changed).max().orElse(0));
    }

    @Override
    public Future<Page> page(String after) {
        return answer(
                "page " + after,
                page(
                        Comparator.comparing(kept -> kept.sighting().vessel().id()),
                        kept -> kept.sighting().vessel().id().compareTo(after) > 0));
    }

    @Override
    public Future<Page> changedFrom(long changed, String after) {
        return answer(
                "changes",
                page(
                        Comparator.comparing(Kept::changed),
                        kept -> kept.changed() > changed
                                || (kept.changed() == changed
                                        && kept.sighting().vessel().id().compareTo(after) > 0)));
    }

    /** Whether somebody waits for an answer. */
    boolean isAsked() {
        return !waiting.isEmpty();
    }

    /** Gives the answer that was asked for first, which is of that time; or none, when the store is away by now. */
    void answer() {
        waiting.remove().run();
    }

    private <T> Future<T> answer(String question, T answer) {
        asked.add(question);
        Promise<T> answered = Promise.promise();
        waiting.add(() -> give(answer, answered));
        if (!slow) {
            answer();
        }
        return answered.future();
    }

    private <T> void give(T answer, Promise<T> answered) {
        if (away) {
            answered.fail(ServiceException.unavailable("The store does not answer", null));
        } else {
            answered.complete(answer);
        }
    }

    private Page page(Comparator<Kept> order, Predicate<Kept> wanted) {
        List<Kept> found = vessels.values().stream()
                .filter(wanted)
                .sorted(order)
                .limit(PAGE)
                .toList();
        Kept last = found.isEmpty() ? new Kept(sighting("", 0, 0), 0) : found.get(found.size() - 1);
        return new Page(
                found.stream().map(Kept::sighting).toList(),
                found.size() == PAGE,
                last.sighting().vessel().id(),
                last.changed());
    }

    private void keep(String id, int freeWeight, long changes, long changed) {
        vessels.put(id, new Kept(sighting(id, freeWeight, changes), changed));
    }

    private static Sighting sighting(String id, int freeWeight, long changes) {
        return Sighting.read(new Vessel(id, "", 50, 1_000, true, "owner", 50, freeWeight), changes, 0);
    }
}
