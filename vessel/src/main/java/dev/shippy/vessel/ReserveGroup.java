package dev.shippy.vessel;

import dev.shippy.contracts.Deadline;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Several Reserves of one vessel as one change.
 *
 * @param reservations at least two, of different ids
 * @param cargo of all together
 * @param earliest of their deadlines by the clock of the caller
 */
record ReserveGroup(List<Reservation> reservations, Cargo cargo, Deadline earliest) {

    ReserveGroup {
        reservations = List.copyOf(reservations);
    }

    /** Nothing for a single one, or for more than a number of 32 bits can tell. */
    static Optional<ReserveGroup> of(List<ReserveQueue.Entry> entries) {
        if (entries.size() < 2) {
            return Optional.empty();
        }
        List<Reservation> reservations =
                entries.stream().map(ReserveQueue.Entry::reservation).toList();
        long containers =
                reservations.stream().mapToLong(it -> it.cargo().containers()).sum();
        long weight = reservations.stream().mapToLong(it -> it.cargo().weight()).sum();
        Deadline earliest = entries.stream()
                .map(ReserveQueue.Entry::named)
                .min(Comparator.comparing(Deadline::unixMillis))
                .orElseThrow();
        return Math.max(containers, weight) > Integer.MAX_VALUE
                ? Optional.empty()
                : Optional.of(new ReserveGroup(reservations, new Cargo((int) containers, (int) weight), earliest));
    }

    List<String> ids() {
        return reservations.stream().map(Reservation::id).toList();
    }
}
