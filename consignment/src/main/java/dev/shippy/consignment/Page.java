package dev.shippy.consignment;

import java.util.List;
import java.util.Optional;

/**
 * A page of consignments, oldest first.
 *
 * @param consignments what is on it
 * @param last where it ends when there is more after it
 */
record Page(List<Consignment> consignments, Optional<Position> last) {

    Page {
        consignments = List.copyOf(consignments);
    }
}
