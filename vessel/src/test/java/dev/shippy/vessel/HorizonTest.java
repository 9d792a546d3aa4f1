package dev.shippy.vessel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HorizonTest {

    private record Change(long time, long shown) {}

    private static final long MARGIN = 5_000;

    @Test
    void beginsAMarginBeforeTheLatestChange() {
        assertEquals(95_000, horizon(100_000, 0).from());
    }

    @Test
    void readsNothingAgainOnceNothingHappens() {
        Horizon horizon = horizon(100_000, 0);

        horizon.looked(0, nanos(1_000), nanos(1_010));
        assertEquals(96_000, horizon.from());
        horizon.looked(100_000, nanos(4_000), nanos(4_010));
        assertEquals(99_000, horizon.from());
        horizon.looked(100_000, nanos(3_600_000), nanos(3_600_010));
        assertEquals(100_000, horizon.from());
    }

    /** Looks at random times, changes that show up to a margin after their time: each is in some look that began after it showed. */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void missesNothingThatShowsWithinTheMargin(long seed) {
        Random random = new Random(seed);
        long clockAhead = 1_000_000_000_000L;
        Horizon horizon = horizon(clockAhead, 0);
        List<Change> unread = new ArrayList<>();
        long newest = 0;
        long now = 0;
        for (int step = 0; step < 5_000; step++) {
            now += random.nextInt(1, random.nextInt(10) == 0 ? 20_000 : 1_500);
            unread.add(new Change(clockAhead + now, clockAhead + now + random.nextInt((int) MARGIN)));
            now += random.nextInt(1, 1_500);
            long shownUntil = clockAhead + now;
            for (Change change : List.copyOf(unread)) {
                if (change.shown() <= shownUntil) {
                    assertTrue(change.time() >= horizon.from(), "seed " + seed + ", step " + step);
                    newest = Math.max(newest, change.time());
                    unread.remove(change);
                }
            }
            horizon.looked(newest, nanos(now), nanos(now + random.nextInt(20)));
        }
    }

    private static Horizon horizon(long latest, long nowMillis) {
        return new Horizon(latest, nanos(nowMillis), Duration.ofMillis(MARGIN));
    }

    private static long nanos(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
