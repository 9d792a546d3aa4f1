package dev.shippy.vessel;

import java.util.regex.Pattern;

/**
 * Room on one vessel under one id. The same id always means the same cargo on the same vessel.
 *
 * @param id {@code <consignment>.<attempt>}
 * @param cargo what the room is for
 */
record Reservation(String id, Cargo cargo) {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}\\.[0-9]{1,2}");

    Reservation {
        if (!isId(id)) {
            throw new IllegalArgumentException("No reservation id: " + id);
        }
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
