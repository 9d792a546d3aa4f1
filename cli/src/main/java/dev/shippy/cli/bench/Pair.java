package dev.shippy.cli.bench;

import java.util.Optional;

/**
 * The system and the echo, one directly after the other.
 *
 * @param system Shippy
 * @param echo a bare Go program that answers the same requests
 */
record Pair(Measured system, Measured echo) {

    /** The system's rate as a part of the echo's; nothing when a run ended early. */
    Optional<Double> ratio() {
        return system.figures().isPresent() && echo.figures().isPresent()
                ? Optional.of(system.rate() / echo.rate())
                : Optional.empty();
    }
}
