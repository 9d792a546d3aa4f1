package dev.shippy.consignment;

import java.util.Comparator;

/**
 * A place in the list of consignments, oldest first.
 *
 * @param createdAt Unix milliseconds
 * @param id decides between those of one millisecond
 */
record Position(long createdAt, String id) implements Comparable<Position> {

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::createdAt).thenComparing(Position::id);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
