package dev.shippy.containers;

import java.time.Duration;
import java.util.Optional;

/** What supplies images. Methods block, and say in a sentence what is missing. */
interface Engine {

    /** Why no container can run here, if so. */
    Optional<String> missing();

    boolean has(String image);

    /**
     * Fetches an image.
     *
     * @return why it is not there after this time, if so
     */
    Optional<String> pull(String image, Duration limit);
}
