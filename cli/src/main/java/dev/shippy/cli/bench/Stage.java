package dev.shippy.cli.bench;

import dev.shippy.contracts.user.v1.User;
import java.util.List;

/**
 * What a load test finds in the system.
 *
 * @param token of the one who asks
 * @param login address and password of an account, for logging in
 * @param vessels ids of vessels with much room, or none: then a booking goes to any vessel
 */
record Stage(String token, User login, List<String> vessels) {

    Stage {
        vessels = List.copyOf(vessels);
    }

    /** One after the other, so that no vessel is asked for more than the others. */
    String vessel(long number) {
        return vessels.isEmpty() ? "" : vessels.get((int) (number % vessels.size()));
    }

    /** Without token and password. */
    @Override
    public String toString() {
        return "Stage[vessels=" + vessels.size() + "]";
    }
}
