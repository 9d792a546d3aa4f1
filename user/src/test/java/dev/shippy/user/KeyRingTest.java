package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyRingTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration AFTERLIFE = Duration.ofHours(1);

    private final SigningKey first = key("first", 0);
    private final SigningKey second = key("second", 10);
    private final KeyRing ring = new KeyRing(List.of(first, second), AFTERLIFE);

    @Test
    void signsWithTheOldKeyUntilTheNewOnesTurn() {
        assertEquals(first, ring.signing(at(9)));
        assertEquals(second, ring.signing(at(10)));
    }

    @Test
    void servesTheNewKeyBeforeItSigns() {
        assertEquals(List.of(second, first), ring.serving(at(0)));
    }

    @Test
    void servesTheOldKeyUntilItsLastTokenEnds() {
        assertEquals(List.of(second, first), ring.serving(at(69)));
        assertEquals(Set.of(), ring.ended(at(69)));
        assertEquals(List.of(second), ring.serving(at(70)));
        assertEquals(Set.of("first"), ring.ended(at(70)));
    }

    @Test
    void endsNoKeyThatSigns() {
        assertEquals(List.of(second), ring.serving(at(100_000)));
        assertEquals(second, ring.signing(at(100_000)));
    }

    @Test
    void signsWithTheOldestWhenNoneHasItsTurnByThisClock() {
        assertEquals(first, ring.signing(at(-5)));
        assertEquals(List.of(second, first), ring.serving(at(-5)));
    }

    @Test
    void isNeverEmpty() {
        assertThrows(IllegalArgumentException.class, () -> new KeyRing(List.of(), AFTERLIFE));
    }

    private static Instant at(long minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static SigningKey key(String kid, long minute) {
        return new SigningKey(kid, "private", "public", at(minute), at(minute));
    }
}
