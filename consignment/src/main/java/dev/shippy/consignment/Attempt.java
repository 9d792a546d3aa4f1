package dev.shippy.consignment;

import java.util.Objects;

/**
 * One try to get room on one vessel.
 *
 * @param number from 0
 * @param vessel its id; empty when there was none to try
 * @param closing whether it is being given up: from then on no Reserve is sent for it any more
 */
record Attempt(int number, String vessel, boolean closing) {

    /** A consignment is tried on at most so many vessels. */
    static final int MOST = 5;

    Attempt {
        Objects.requireNonNull(vessel);
        if (number < 0 || number >= MOST) {
            throw new IllegalArgumentException("Attempt " + number);
        }
    }

    static Attempt first(String vessel) {
        return new Attempt(0, vessel, false);
    }

    static Attempt none() {
        return new Attempt(0, "", false);
    }

    Attempt next(String otherVessel) {
        return new Attempt(number + 1, otherVessel, false);
    }

    boolean isLast() {
        return number == MOST - 1;
    }
}
