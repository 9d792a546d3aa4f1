package dev.shippy.consignment;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Deadline;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Vessels with room for a number of consignments each, whose next answers a test can lose. What is asked is kept, so that a
 * test can see it.
 */
final class FakeVessels implements Vessels {

    /** What happens to a request. */
    enum Fate {
        ANSWERED,
        EXECUTED_BUT_UNANSWERED,
        LOST
    }

    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Set<String>> holds = new HashMap<>();
    private final Set<String> tombstones = new HashSet<>();
    private final Set<String> hidden = new HashSet<>();
    private final Deque<Fate> fates = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private Runnable beforeNext = () -> {};
    private Optional<RuntimeException> findFailure = Optional.empty();
    private final List<Call> calls = new ArrayList<>();

    @CanIgnoreReturnValue
    FakeVessels with(String vessel, int consignments) {
        places.put(vessel, consignments);
        holds.put(vessel, new HashSet<>());
        return this;
    }

    /** Found by nobody who looks for room; only a wish leads there. */
    @CanIgnoreReturnValue
    FakeVessels hide(String vessel) {
        hidden.add(vessel);
        return this;
    }

    /** What happens to the next Reserves and Releases, in order; the ones after them are answered. */
    @CanIgnoreReturnValue
    FakeVessels next(Fate... next) {
        fates.addAll(List.of(next));
        return this;
    }

    /** Runs just before the next Reserve or Release is executed. */
    void beforeNext(Runnable action) {
        beforeNext = action;
    }

    void failFind(RuntimeException failure) {
        findFailure = Optional.of(failure);
    }

    @Override
    public Future<Optional<String>> findAvailable(Call call, Room room) {
        asked.add("find");
        calls.add(call);
        return findFailure
                .<Future<Optional<String>>>map(Future::failedFuture)
                .orElseGet(() -> Future.succeededFuture(free(List.of())));
    }

    @Override
    public Future<Optional<String>> findAnother(Call call, Room room, List<String> except) {
        asked.add("find except " + except);
        calls.add(call);
        return findFailure
                .<Future<Optional<String>>>map(Future::failedFuture)
                .orElseGet(() -> Future.succeededFuture(free(except)));
    }

    @Override
    public Future<Answer> reserve(Call call, String vessel, String reservationId, Room room) {
        asked.add("reserve " + vessel + " " + attempt(reservationId));
        calls.add(call);
        return meet(() -> executeReserve(vessel, reservationId));
    }

    @Override
    public Future<Void> release(Call call, String vessel, String reservationId, Room room, Deadline upTo) {
        asked.add("release " + vessel + " " + attempt(reservationId) + " up to " + upTo.unixMillis());
        calls.add(call);
        return meet(() -> executeRelease(vessel, reservationId)).mapEmpty();
    }

    /** R1 and R2. */
    @CanIgnoreReturnValue
    Answer executeReserve(String vessel, String reservationId) {
        Set<String> held = holds.getOrDefault(vessel, new HashSet<>());
        if (held.contains(reservationId)) {
            return Answer.GRANTED;
        }
        if (tombstones.contains(reservationId) || held.size() >= places.getOrDefault(vessel, 0)) {
            return Answer.REFUSED;
        }
        held.add(reservationId);
        return Answer.GRANTED;
    }

    /** L1 to L3. */
    @CanIgnoreReturnValue
    boolean executeRelease(String vessel, String reservationId) {
        tombstones.add(reservationId);
        return holds.getOrDefault(vessel, new HashSet<>()).remove(reservationId);
    }

    /** The vessels that hold something for the consignment, each with the attempt. */
    List<String> holdsOf(String consignmentId) {
        return holds.entrySet().stream()
                .flatMap(vessel -> vessel.getValue().stream()
                        .filter(id -> id.startsWith(consignmentId + "."))
                        .map(id -> vessel.getKey() + " " + attempt(id)))
                .toList();
    }

    /** What was asked since the last look, such as {@code reserve vessel1 0}. */
    @CanIgnoreReturnValue
    List<String> asked() {
        List<String> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    List<Call> calls() {
        return calls;
    }

    private Optional<String> free(List<String> except) {
        return places.keySet().stream()
                .filter(vessel -> !except.contains(vessel) && !hidden.contains(vessel))
                .filter(vessel -> holds.getOrDefault(vessel, Set.of()).size() < places.getOrDefault(vessel, 0))
                .sorted()
                .findFirst();
    }

    private <T> Future<T> meet(Supplier<T> execution) {
        Runnable before = beforeNext;
        beforeNext = () -> {};
        before.run();
        Fate fate = fates.isEmpty() ? Fate.ANSWERED : fates.remove();
        if (fate == Fate.LOST) {
            return Future.failedFuture(Answers.unknown());
        }
        T answer = execution.get();
        return fate == Fate.ANSWERED ? Future.succeededFuture(answer) : Future.failedFuture(Answers.unknown());
    }

    private static String attempt(String reservationId) {
        return reservationId.substring(reservationId.indexOf('.') + 1);
    }
}
