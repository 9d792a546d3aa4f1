package dev.shippy.consignment;

import java.time.Duration;

/**
 * How the sweeper works.
 *
 * @param period from the end of a round to the next
 * @param lease how long a takeover may work on a consignment before another may take over
 * @param batch at most so many consignments of a kind in a round
 * @param atOnce at most so many of them at a time
 */
public record Sweeping(Duration period, Duration lease, int batch, int atOnce) {

    public Sweeping {
        if (period.toMillis() < 1 || lease.toMillis() < 1 || batch < 1 || atOnce < 1) {
            throw new IllegalArgumentException("Sweeping needs time and room");
        }
    }
}
