package dev.shippy.consignment;

import java.util.Objects;

/** A container of a consignment; its number is its place in the list. */
record Container(String customerId, String origin) {

    Container {
        Objects.requireNonNull(customerId);
        Objects.requireNonNull(origin);
    }
}
