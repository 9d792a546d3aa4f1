package dev.shippy.containers;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Images of an engine. What is missing is fetched within one time limit for all of them; nothing is asked for twice. */
final class Supply {

    /** For all images together. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final Engine engine;
    private final Map<String, Optional<String>> answers = new HashMap<>();
    private Duration left;

    Supply(Engine engine, Duration limit) {
        this.engine = engine;
        this.left = limit;
    }

    /** A sentence that says why an image cannot be run, or nothing when it can. */
    synchronized Optional<String> missing(String image) {
        return answers.computeIfAbsent(image, this::find);
    }

    private Optional<String> find(String image) {
        Optional<String> noEngine = engine.missing();
        if (noEngine.isPresent()) {
            return noEngine.map(reason -> "No Docker engine: " + reason);
        }
        if (engine.has(image)) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        boolean late = left.isZero() || left.isNegative();
        Optional<String> reason = late ? Optional.of("no time is left for it") : engine.pull(image, left);
        left = left.minusNanos(System.nanoTime() - start);
        return reason.map(
                sentence -> "The image " + image + " cannot be had: " + sentence + "; try docker pull " + image);
    }
}
