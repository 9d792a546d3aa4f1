package dev.shippy.runtime.mongo;

import static dev.shippy.runtime.mongo.Outcomes.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.shippy.embedded.MongodReplicaSet;
import dev.shippy.embedded.TemporaryDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Prints the latency of a linearizable read, a majority read and a write of the same document on a replica set of
 * three, in turn within one run. Not a test: run {@code main} with the test class path.
 */
final class LinearizableReadsBenchmark {

    private static final PrintStream OUT = System.out;
    private static final String THINGS = "things";
    private static final String ID = "a";
    private static final int ROUNDS = 11;
    private static final int CALLS = 1_600;

    private final Vertx vertx = Vertx.vertx();
    private final MongoClient oplog;
    private final MongoStore store;

    private LinearizableReadsBenchmark(MongodReplicaSet set) {
        this.oplog = MongoClients.create(set.url());
        MongoConfig config = new MongoConfig(set.newDatabase(), Duration.ofSeconds(10));
        this.store = await(MongoStore.connect(vertx, config, Duration.ofSeconds(10)));
    }

    public static void main(String[] arguments) {
        try (TemporaryDirectory folder = TemporaryDirectory.create();
                MongodReplicaSet set = MongodReplicaSet.start(folder.path())) {
            new LinearizableReadsBenchmark(set).run();
        }
        System.exit(0);
    }

    private void run() {
        String filling = "x".repeat(1_000);
        await(store.client().insert(THINGS, byId().put("filling", filling)));
        OUT.printf(Locale.ROOT, "%d processors%n", Runtime.getRuntime().availableProcessors());
        for (int callers : List.of(1, 16)) {
            compare(callers);
        }
    }

    private void compare(int callers) {
        List<Kind> kinds = List.of(
                new Kind("majority read", this::majority),
                new Kind("linearizable read", this::linearizable),
                new Kind("majority write", this::write));
        double[][] micros = new double[kinds.size()][ROUNDS];
        long[] entries = new long[kinds.size()];
        for (int round = -1; round < ROUNDS; round++) {
            for (int kind = 0; kind < kinds.size(); kind++) {
                long before = oplogEntries();
                double spent = micros(callers, kinds.get(kind).call());
                if (round >= 0) {
                    micros[kind][round] = spent;
                    entries[kind] += oplogEntries() - before;
                }
            }
        }
        for (int kind = 0; kind < kinds.size(); kind++) {
            OUT.printf(
                    Locale.ROOT,
                    "%2d callers, %-17s %6.0f us a call (%.0f to %.0f), %.2f times a majority read, %.2f oplog entries%n",
                    callers,
                    kinds.get(kind).name(),
                    median(micros[kind]),
                    Arrays.stream(micros[kind]).min().orElseThrow(),
                    Arrays.stream(micros[kind]).max().orElseThrow(),
                    median(micros[kind]) / median(micros[0]),
                    (double) entries[kind] / ROUNDS / CALLS);
        }
    }

    private record Kind(String name, Supplier<Future<?>> call) {}

    /** The time that a caller spends per call, in microseconds. */
    private static double micros(int callers, Supplier<Future<?>> call) {
        AtomicInteger left = new AtomicInteger(CALLS);
        long start = System.nanoTime();
        await(Future.all(IntStream.range(0, callers)
                .mapToObj(caller -> callOn(left, call))
                .toList()));
        return (System.nanoTime() - start) / 1_000.0 * callers / CALLS;
    }

    private static Future<?> callOn(AtomicInteger left, Supplier<Future<?>> call) {
        return left.getAndDecrement() <= 0
                ? Future.succeededFuture()
                : call.get().compose(done -> callOn(left, call));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private long oplogEntries() {
        return oplog.getDatabase("local").getCollection("oplog.rs").estimatedDocumentCount();
    }

    private Future<?> majority() {
        return store.run(() -> store.client().findOne(THINGS, byId(), new JsonObject()));
    }

    private Future<?> linearizable() {
        return store.linearizable().find(THINGS, ID, new JsonObject());
    }

    private Future<?> write() {
        JsonObject change = new JsonObject().put("$inc", new JsonObject().put("n", 1));
        return store.run(() -> store.client().updateCollection(THINGS, byId(), change));
    }

    private static JsonObject byId() {
        return new JsonObject().put("_id", ID);
    }
}
