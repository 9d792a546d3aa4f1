package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Limits;
import dev.shippy.vessel.VesselRepository.Outcome;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the suites of every vessel repository share: a store, and words for what they do to it. */
interface VesselRepositorySuite {

    SecureRandom RANDOM = new SecureRandom();
    Instant START = Instant.parse("2026-01-01T00:00:00Z");
    MovableClock CLOCK = new MovableClock(START);

    /** The sample consignment of the tutorial: three of it fit the tutorial's vessel. */
    Cargo SAMPLE = new Cargo(3, 55_000);

    /** A repository over the store of this suite. */
    VesselRepository repository(Clock clock, int mostHolds);

    /** What the store holds of a vessel. */
    Ledger ledger(String vesselId);

    default VesselRepository vessels() {
        return repository(CLOCK, Limits.HOLDS);
    }

    /** A new vessel of the tutorial's size. */
    @CanIgnoreReturnValue
    default String boat() {
        return boat(500, 200_000);
    }

    @CanIgnoreReturnValue
    default String boat(int capacity, int maxWeight) {
        return boat(Vessel.empty(freshId(), "a boat", capacity, maxWeight, true, "somebody"));
    }

    @CanIgnoreReturnValue
    default String boat(Vessel vessel) {
        return await(vessels().create(vessel, freshId())).id();
    }

    default Reservation reservation(Cargo cargo) {
        return new Reservation(freshId() + ".0", cargo);
    }

    default String freshId() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    default Deadline soon() {
        return Deadline.in(Duration.ofSeconds(2), CLOCK);
    }

    default Outcome reserve(String boat, Reservation reservation) {
        return await(vessels().reserve(boat, reservation, soon()));
    }

    default void release(String boat, Reservation reservation) {
        await(vessels().release(boat, reservation, soon()));
    }

    /** Starts all calls before it waits for the first. */
    default <T> List<T> race(int callers, Supplier<Future<T>> call) {
        List<Future<T>> calls = Stream.generate(call).limit(callers).toList();
        await(Future.join(calls));
        return calls.stream().map(Future::result).toList();
    }

    default void assertFree(int capacity, int weight, String boat) {
        Ledger ledger = ledger(boat);
        assertTrue(ledger.addsUp(), ledger.toString());
        assertEquals(capacity, ledger.vessel().freeCapacity());
        assertEquals(weight, ledger.vessel().freeWeight());
    }
}
