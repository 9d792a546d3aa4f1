package dev.shippy.vessel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TombstonesTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_000_000);
    private static final Tombstones RULE = new Tombstones(Duration.ofMillis(100), 3);

    @Test
    void forgetsUpToTheYoungestThatIsOldEnough() {
        assertEquals(OptionalLong.of(999_899), floor(999_899, 5, 999_900));
    }

    @Test
    void forgetsNothingThatIsYoung() {
        assertEquals(OptionalLong.empty(), floor(999_900, 1_000_005));
        assertEquals(OptionalLong.empty(), floor());
    }

    @Test
    void forgetsTheOldestOfTooMany() {
        assertEquals(OptionalLong.of(999_902), floor(999_905, 999_902, 999_901, 999_904, 999_903));
    }

    @Test
    void keepsWhatMayStillBeAskedForHoweverManyThereAre() {
        assertEquals(OptionalLong.of(999_999), floor(1_000_000, 1_000_001, 1_000_002, 1_000_003, 999_999));
    }

    private static OptionalLong floor(long... upTo) {
        return RULE.floor(Arrays.stream(upTo).boxed().toList(), NOW);
    }
}
