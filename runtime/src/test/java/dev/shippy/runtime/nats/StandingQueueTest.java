package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StandingQueueTest {

    private static final int MOST = 224;

    private final StandingQueue queue = new StandingQueue(MOST);
    private long now;

    @Test
    void letsInTheMostWhileCallsAreQuick() {
        answer(1_000, 1, 49);
        assertEquals(MOST, queue.limit());
    }

    @Test
    void letsInWhatIsAnsweredInTheTargetWhileEverybodyWaits() {
        answer(102, 1, 10);
        // 2,000 a second: 120 of them in 10 ms and 50 more.
        twice(202, 80);
        assertEquals(120, queue.limit(), 2);
    }

    /** As behind a store that writes to three places before it answers. */
    @Test
    void doesNotTakeWorkThatIsSlowForAQueue() {
        answer(5_000, 1, 200);
        assertEquals(MOST, queue.limit());
    }

    @Test
    void getsUsedToWorkThatHasBecomeSlow() {
        answer(102, 1, 20);
        answer(202, 1, 120);
        assertTrue(queue.limit() < MOST);
        answer(200_000, 1, 120);
        assertEquals(MOST, queue.limit());
    }

    @Test
    void neverLetsInFewerThanTheLeast() {
        answer(1, 1, 1);
        answer(100, 50, 2_000);
        assertEquals(StandingQueue.LEAST, queue.limit());
    }

    @Test
    void takesOneQuickCallAsASignThatThereIsNoQueue() {
        for (int interval = 0; interval < 20; interval++) {
            answer(99, 1, 300);
            answer(2, 1, 3);
        }
        assertEquals(MOST, queue.limit());
    }

    @Test
    void letsInMoreAndMoreOnceTheQueueIsGone() {
        answer(102, 1, 1);
        answer(202, 1, 80);
        int few = queue.limit();
        answer(203, 1, 10);
        int more = queue.limit();
        assertTrue(more > few && more < MOST, () -> few + " and then " + more);
        answer(3_000, 1, 10);
        assertEquals(MOST, queue.limit());
    }

    @Test
    void forgetsTheQueueWhenNothingIsInFlight() {
        answer(102, 1, 1);
        answer(202, 1, 80);
        assertTrue(queue.limit() < MOST);
        queue.empty();
        assertEquals(MOST, queue.limit());
    }

    /** After a pause the first interval begins with the first answer, or a single slow call would look like few answers. */
    @Test
    void doesNotCountAPauseAsTime() {
        answer(102, 1, 10);
        answer(50, 1, 80);
        queue.empty();
        now += TimeUnit.SECONDS.toNanos(10);
        twice(101, 80);
        assertEquals(120, queue.limit(), 2);
    }

    @Test
    void isNoNarrowerThanASmallBound() {
        StandingQueue small = new StandingQueue(4);
        small.answered(1, now);
        for (int call = 0; call < 200; call++) {
            now += TimeUnit.MILLISECONDS.toNanos(10);
            small.answered(TimeUnit.SECONDS.toNanos(1), now);
        }
        assertEquals(4, small.limit());
    }

    /** Two calls a millisecond. */
    private void twice(int millis, int tookMillis) {
        for (int milli = 0; milli < millis; milli++) {
            queue.answered(TimeUnit.MILLISECONDS.toNanos(tookMillis), now);
            answer(1, 1, tookMillis);
        }
    }

    private void answer(int calls, int everyMillis, int tookMillis) {
        for (int call = 0; call < calls; call++) {
            now += TimeUnit.MILLISECONDS.toNanos(everyMillis);
            queue.answered(TimeUnit.MILLISECONDS.toNanos(tookMillis), now);
        }
    }
}
