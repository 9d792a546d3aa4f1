package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;
import static dev.shippy.vessel.Awaiting.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookoutTest {

    private record Stopwatch(long started) {

        static Stopwatch start() {
            return new Stopwatch(System.nanoTime());
        }

        long millis() {
            return Duration.ofNanos(System.nanoTime() - started).toMillis();
        }
    }

    private static final Cargo CARGO = new Cargo(1, 1);

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final FakeSightings store = new FakeSightings();
    private final FleetView view = new FleetView(10);

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void readsAllVesselsPageByPage() {
        List.of("a", "b", "c", "d", "e").forEach(id -> store.spoil(id, 7));

        await(lookout(Duration.ofHours(1)).load());

        assertEquals(5, view.size());
        assertEquals(List.of("latest", "page ", "page b", "page d"), store.asked);
    }

    @Test
    void goesOnWhereItWasWhenTheStoreGoesAway() {
        List.of("a", "b", "c").forEach(id -> store.spoil(id, 7));
        Lookout lookout = lookout(Duration.ofHours(1));
        store.away = true;
        refusal(ErrorCode.UNAVAILABLE, lookout.load());
        store.away = false;

        await(lookout.load());

        assertEquals(3, view.size());
    }

    @Test
    void readsOnlyWhatHasChanged() {
        List.of("a", "b", "c", "d", "e").forEach(id -> store.change(id, 7));
        Lookout lookout = lookout(Duration.ofHours(1));
        await(lookout.load());
        store.asked.clear();

        await(lookout.look());
        store.change("d", 3);
        await(lookout.look());

        assertEquals(3, freeWeight());
        assertEquals(Set.of("changes"), Set.copyOf(store.asked));
    }

    @Test
    void readsMoreChangesThanAPageHas() {
        List.of("a", "b", "c", "d", "e").forEach(id -> store.change(id, 7));
        Lookout lookout = lookout(Duration.ofHours(1));
        await(lookout.load());
        List.of("e", "d", "c", "b", "a").forEach(id -> store.change(id, 1));

        await(lookout.look());

        assertEquals(1, freeWeight());
        for (String id : List.of("a", "b", "c", "d", "e")) {
            assertEquals(1, view.find(CARGO, without(id)).orElseThrow().freeWeight(), id);
        }
    }

    @Test
    void readsNothingAgainThatFilledItsPages() {
        store.change("a", 7);
        Lookout lookout = lookout(Duration.ofHours(1));
        await(lookout.load());
        List.of("a", "b", "c", "d").forEach(id -> store.change(id, 7));
        await(lookout.look());
        await(lookout.look());
        store.asked.clear();

        await(lookout.look());

        assertEquals(List.of("changes"), store.asked);
    }

    @Test
    void findsInTimeWhatWasChangedByHand() {
        store.spoil("a", 7);
        Lookout lookout = start(Duration.ofMillis(1));
        store.spoil("a", 5);

        eventually(() -> freeWeight() == 5);
        lookout.stop();
    }

    @Test
    void goesOnFromMemoryUntilTheStoreIsBack() {
        store.change("a", 7);
        Lookout lookout = start(Duration.ofMillis(1));
        onContext(() -> {
            store.away = true;
            return store.asked.removeIf(question -> true);
        });
        eventually(() -> store.asked.size() > 3);
        assertEquals(7, freeWeight());

        onContext(() -> {
            store.change("a", 4);
            store.away = false;
            return true;
        });

        eventually(() -> freeWeight() == 4);
        lookout.stop();
    }

    @Test
    void looksAtOnceWhenThereIsASign() {
        store.change("a", 7);
        Lookout lookout = start(Duration.ofHours(1));
        onContext(() -> {
            store.change("a", 4);
            // However many signs there are.
            Collections.nCopies(100, lookout).forEach(Lookout::soon);
            return true;
        });

        eventually(() -> freeWeight() == 4);
        assertEquals(1, onContext(() -> Collections.frequency(store.asked, "changes")));
        lookout.stop();
    }

    @Test
    void whoeverWaitsForALookWaitsForOneThatBeginsAfterwards() {
        store.change("a", 7);
        Lookout lookout = start(Duration.ofHours(1));
        Future<Void> first = lookIsAsked(lookout);
        Future<Void> second = onContext(() -> {
            store.change("a", 4);
            return lookout.catchUp();
        });
        Future<Void> third = catchUp(lookout);

        answer();
        await(first);
        assertEquals(7, freeWeight());
        assertFalse(second.isComplete());
        assertFalse(third.isComplete());

        eventually(store::isAsked);
        answer();
        await(second);
        await(third);
        assertEquals(4, freeWeight());
        assertEquals(2, onContext(() -> Collections.frequency(store.asked, "changes")));
        lookout.stop();
    }

    @Test
    void theStoreRestsAlsoWhenSomebodyWaits() {
        store.change("a", 7);
        Lookout lookout = start(Duration.ofHours(1));
        Future<Void> first = lookIsAsked(lookout);
        Stopwatch slowLook = Stopwatch.start();
        eventually(() -> slowLook.millis() >= 30);
        onContext(() -> store.slow = false);
        Future<Void> queued = catchUp(lookout);

        Stopwatch rest = Stopwatch.start();
        answer();
        await(first);
        await(queued);
        assertTrue(rest.millis() >= 80, rest.millis() + " ms");
        lookout.stop();
    }

    @Test
    void readsNoPageHoweverOftenSomebodyWaits() {
        store.change("a", 7);
        Lookout lookout = start(Duration.ofHours(1));
        onContext(() -> store.asked.removeIf(question -> true));

        for (int i = 0; i < 25; i++) {
            await(catchUp(lookout));
        }

        assertEquals(Set.of("changes"), onContext(() -> Set.copyOf(store.asked)));
        lookout.stop();
    }

    @Test
    void nobodyWaitsForAPage() {
        store.change("a", 7);
        Lookout lookout = start(Duration.ofMillis(1));
        Future<Void> waiting = null;

        while (waiting == null || !isPageAsked()) {
            waiting = onContext(() -> {
                store.slow = true;
                answerAll();
                return lookout.catchUp();
            });
            eventually(store::isAsked);
            answer();
        }

        assertTrue(waiting.succeeded());
        lookout.stop();
    }

    private boolean isPageAsked() {
        return onContext(
                () -> store.isAsked() && store.asked.get(store.asked.size() - 1).startsWith("page"));
    }

    private void answerAll() {
        while (store.isAsked()) {
            store.answer();
        }
    }

    @Test
    void whoeverWaitsWhenTheStoreGoesAwayIsReleased() {
        store.change("a", 7);
        Lookout lookout = start(Duration.ofHours(1));
        Future<Void> first = lookIsAsked(lookout);
        Future<Void> queued = catchUp(lookout);

        onContext(() -> store.away = true);
        answer();

        refusal(ErrorCode.UNAVAILABLE, first);
        assertTrue(queued.failed());
        assertTrue(catchUp(lookout).succeeded(), "nobody waits while the store is away");
        lookout.stop();
    }

    @Test
    void whoeverWaitsWhenItStopsIsReleased() {
        store.change("a", 7);
        Lookout lookout = start(Duration.ofHours(1));
        Future<Void> first = lookIsAsked(lookout);
        Future<Void> queued = catchUp(lookout);

        onContext(() -> {
            lookout.stop();
            return true;
        });

        assertTrue(queued.succeeded());
        assertTrue(catchUp(lookout).succeeded());
        answer();
        await(first);
        assertFalse(onContext(store::isAsked));
    }

    /** Waits for a look that the store has not answered yet. */
    private Future<Void> lookIsAsked(Lookout lookout) {
        Future<Void> first = onContext(() -> {
            store.slow = true;
            return lookout.catchUp();
        });
        eventually(store::isAsked);
        return first;
    }

    private void answer() {
        onContext(() -> {
            store.answer();
            return true;
        });
    }

    private Future<Void> catchUp(Lookout lookout) {
        return onContext(lookout::catchUp);
    }

    private List<String> without(String id) {
        return List.of("a", "b", "c", "d", "e").stream()
                .filter(other -> !other.equals(id))
                .toList();
    }

    private Lookout lookout(Duration every) {
        return new Lookout(vertx, store, view, every);
    }

    private Lookout start(Duration every) {
        Lookout lookout = lookout(every);
        await(Future.<Void>future(done -> context.runOnContext(
                now -> lookout.load().onSuccess(loaded -> lookout.start()).onComplete(done))));
        return lookout;
    }

    private int freeWeight() {
        return onContext(() -> view.find(CARGO, List.of()).orElseThrow().freeWeight());
    }

    private void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> onContext(condition));
    }

    @CanIgnoreReturnValue
    private <T> T onContext(Callable<T> work) {
        if (Vertx.currentContext() == context) {
            return call(work);
        }
        return await(Future.<T>future(done -> context.runOnContext(now -> done.complete(call(work)))));
    }

    private static <T> T call(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
