package dev.shippy.vessel;

/**
 * What is to be carried.
 *
 * @param containers how many, at least 1
 * @param weight kilograms of all together, at least 1
 */
record Cargo(int containers, int weight) {

    Cargo {
        if (containers < 1 || weight < 1) {
            throw new IllegalArgumentException("No cargo: " + containers + " containers of " + weight + " kg");
        }
    }

    /** For a sentence, such as {@code 3 containers of 55000 kg}. */
    String inWords() {
        return containers + (containers == 1 ? " container" : " containers") + " of " + weight + " kg";
    }
}
