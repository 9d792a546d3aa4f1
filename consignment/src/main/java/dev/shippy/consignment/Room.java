package dev.shippy.consignment;

/**
 * The room that a consignment takes on a vessel.
 *
 * @param containers how many
 * @param kilograms their weight
 */
record Room(int containers, int kilograms) {

    Room {
        if (containers < 1 || kilograms < 1) {
            throw new IllegalArgumentException("No room: " + containers + " containers of " + kilograms + " kg");
        }
    }

    /** Such as {@code 3 containers of 55000 kg}. */
    String inWords() {
        return containers + (containers == 1 ? " container of " : " containers of ") + kilograms + " kg";
    }
}
