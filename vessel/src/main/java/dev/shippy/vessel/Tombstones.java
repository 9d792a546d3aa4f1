package dev.shippy.vessel;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * When closed reservation ids may be forgotten. Whatever is forgotten raises the floor, below which no Reserve is executed any
 * more; so forgetting is always safe, and early forgetting only refuses a caller whose clock is behind.
 *
 * @param age how far in the past the deadline of a forgotten id has to be
 * @param keep how many ids a vessel remembers beyond that; the oldest of the rest are forgotten once their deadline is past
 */
record Tombstones(Duration age, int keep) {

    /** More would make the vessel's document large, and each Reserve slow. */
    static final int KEEP = 20_000;

    /** The P1 of booking.md: the greatest deadline to be forgotten, Unix milliseconds, or nothing. */
    OptionalLong floor(Collection<Long> upTo, Instant now) {
        long old = now.minus(age).toEpochMilli();
        LongStream byAge = upTo.stream().mapToLong(Long::longValue).filter(end -> end < old);
        LongStream byNumber = upTo.stream()
                .mapToLong(Long::longValue)
                .sorted()
                .limit(Math.max(0, upTo.size() - keep))
                .filter(end -> end < now.toEpochMilli());
        return LongStream.concat(byAge, byNumber).max();
    }
}
