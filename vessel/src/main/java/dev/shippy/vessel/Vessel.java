package dev.shippy.vessel;

import java.util.Objects;

/**
 * A vessel and the room that is left on it.
 *
 * @param id identifier
 * @param name may be empty
 * @param capacity containers it carries
 * @param maxWeight kilograms it carries
 * @param available whether it takes new bookings
 * @param ownerId who created it
 * @param freeCapacity containers that still fit
 * @param freeWeight kilograms that still fit
 */
record Vessel(
        String id,
        String name,
        int capacity,
        int maxWeight,
        boolean available,
        String ownerId,
        int freeCapacity,
        int freeWeight) {

    static final int MOST_CAPACITY = 1_000_000;

    Vessel {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(ownerId, "ownerId");
        if (freeCapacity < 0 || freeCapacity > capacity || freeWeight < 0 || freeWeight > maxWeight) {
            throw new IllegalArgumentException("Vessel " + id + " has " + freeCapacity + " of " + capacity
                    + " places and " + freeWeight + " of " + maxWeight + " kg left");
        }
    }

    /** A new one, with nothing on board. */
    static Vessel empty(String id, String name, int capacity, int maxWeight, boolean available, String ownerId) {
        return new Vessel(id, name, capacity, maxWeight, available, ownerId, capacity, maxWeight);
    }

    /** Whether the vessel is in service and the cargo fits. The limit on holds is not checked. */
    boolean hasRoomFor(Cargo cargo) {
        return available && freeCapacity >= cargo.containers() && freeWeight >= cargo.weight();
    }
}
