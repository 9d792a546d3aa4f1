package dev.shippy.cli.bench;

import dev.shippy.cli.FailureException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Reads the same events in two ways, in turn. */
record ReplayRuns(Reading shippy, Reading nats, Consumer<String> progress) {

    /** One way to read them. */
    @FunctionalInterface
    interface Reading {
        Measured all() throws InterruptedException;
    }

    /** Runs one pair that does not count, then pairs, and adds each to the list as soon as it is there. */
    void run(int pairs, List<Pair> into) throws InterruptedException {
        progress.accept("Warming up: " + sentence(pair()));
        for (int number = 1; number <= pairs; number++) {
            Pair pair = pair();
            into.add(pair);
            progress.accept("Pair " + number + " of " + pairs + ": " + sentence(pair));
        }
    }

    private Pair pair() throws InterruptedException {
        Pair pair = new Pair(shippy.all(), nats.all());
        if (pair.ratio().isEmpty()) {
            throw new FailureException("`nats bench js ordered` did not say how quickly it read");
        }
        return pair;
    }

    private static String sentence(Pair pair) {
        return String.format(
                Locale.ROOT,
                "shippy %.0f/s, nats bench %.0f/s, ratio %s",
                pair.system().rate(),
                pair.other().rate(),
                pair.ratio().map(Spread::shown).orElse("-"));
    }
}
