package dev.shippy.cli.bench;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.Gateway;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.system.ChildSystem;
import dev.shippy.runtime.Durations;
import dev.shippy.runtime.VertxDefaults;
import dev.shippy.runtime.mongo.MongoConfig;
import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What `bench store` does: start a system, prepare, measure, print.
 *
 * @param vessels how many are booked
 * @param callers how many ask at a time
 * @param warmUp of each side
 * @param length of each run
 * @param pairs how many
 */
record StoreMeasurement(Shippy shippy, int vessels, int callers, Duration warmUp, Duration length, int pairs) {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String DATABASE = "bench";

    /** Returns the exit code. */
    int run() {
        return Stoppable.run(shippy, this::measure);
    }

    private void measure(Path work) throws InterruptedException {
        Map<String, Object> about = about();
        shippy.note("Starting a system of its own");
        try (ChildSystem own = ChildSystem.start(work)) {
            Target target = Target.of(own);
            Vertx vertx = Vertx.vertx(VertxDefaults.options());
            try (Gateway gateway = shippy.host().connector().connect(target.url(), LIMIT)) {
                measure(about, runs(gateway, target, connect(vertx, own)));
            } finally {
                var unused = vertx.close().await();
            }
        }
    }

    private static MongoStore connect(Vertx vertx, ChildSystem own) {
        MongoConfig apart = new MongoConfig(Target.mongoUrl(own.folder(), DATABASE), LIMIT);
        return MongoStore.connect(vertx, apart, LIMIT).await();
    }

    private StoreRuns runs(Gateway gateway, Target target, MongoStore store) {
        return new StoreRuns(
                gateway,
                store,
                target,
                target.admin().orElseThrow(() -> new FailureException("The system has no admin")),
                vessels,
                callers,
                warmUp,
                length,
                shippy::note);
    }

    private void measure(Map<String, Object> about, StoreRuns runs) throws InterruptedException {
        List<Pair> measured = new ArrayList<>();
        try {
            runs.run(pairs, measured);
        } finally {
            PairReport.print(shippy, about, StoreRuns.WRITES, measured);
        }
    }

    private Map<String, Object> about() {
        Map<String, Object> about = Machine.describe();
        about.put("vessels", vessels);
        about.put("clients", callers);
        about.put("duration", Durations.format(length));
        return about;
    }
}
