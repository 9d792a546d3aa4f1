package dev.shippy.cli.bench;

import java.util.Optional;

/**
 * The system and what it is compared with, one directly after the other.
 *
 * @param system Shippy
 * @param other such as a bare Go program that answers the same requests
 */
record Pair(Measured system, Measured other) {

    /** The system's rate as a part of the other's; nothing when a run ended early. */
    Optional<Double> ratio() {
        return system.figures().isPresent() && other.figures().isPresent()
                ? Optional.of(system.rate() / other.rate())
                : Optional.empty();
    }
}
