package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;

import dev.shippy.embedded.MongodServer;
import dev.shippy.embedded.TemporaryDirectory;
import dev.shippy.runtime.mongo.MongoConfig;
import dev.shippy.runtime.mongo.MongoStore;
import dev.shippy.runtime.outbox.OutboxSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Prints the latency of the service's queries with ten thousand, a hundred thousand and a million consignments, in turn
 * within one run. Not a test: run {@code main} with the test class path. It takes some minutes and 2 GB of disk.
 */
final class LargeCollectionBenchmark {

    private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000);
    private static final int MOST_OWNERS = 1_000;
    private static final int LEAST_EACH = 100;
    private static final int PAGE = 50;
    private static final int BATCH = 100;
    private static final int ROUNDS = 200;
    private static final int WARM_UP = 50;
    private static final Clock LONG_AGO = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final PrintStream OUT = System.out;

    /** One size of the collection in its own database, with its queries. */
    private record Filled(int size, List<Question> questions) {}

    private record Question(String what, Supplier<Future<?>> ask) {}

    private final Vertx vertx = Vertx.vertx();

    private LargeCollectionBenchmark() {}

    public static void main(String[] arguments) {
        try (TemporaryDirectory directory = TemporaryDirectory.create();
                MongodServer server = MongodServer.start(directory.path())) {
            new LargeCollectionBenchmark().run(server);
        }
        System.exit(0);
    }

    private void run(MongodServer server) {
        OUT.printf(
                Locale.ROOT,
                "%d processors, Java %s, MongoDB %s%n",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                server.version());
        List<Filled> all =
                SIZES.stream().map(size -> fill(size, server.newDatabase())).toList();
        OUT.println(
                "| | " + String.join(" | ", SIZES.stream().map("%,d"::formatted).toList()) + " | ratios |");
        IntStream.range(0, all.get(0).questions().size())
                .forEach(n ->
                        print(all.stream().map(each -> each.questions().get(n)).toList()));
    }

    private Filled fill(int size, String url) {
        MongoStore store =
                await(MongoStore.connect(vertx, new MongoConfig(url, Duration.ofSeconds(10)), Duration.ofSeconds(10)));
        MongoConsignmentRepository repository =
                new MongoConsignmentRepository(store, Duration.ofSeconds(5), Clock.systemUTC(), told -> {});
        await(repository.prepare());
        LargeCollection collection = new LargeCollection(store, Math.min(MOST_OWNERS, size / LEAST_EACH));
        long began = System.nanoTime();
        collection.insert(size);
        OUT.printf(
                Locale.ROOT,
                "%,d inserted in %d s%n",
                size,
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
        return new Filled(size, questions(store, repository, collection));
    }

    private static List<Question> questions(
            MongoStore store, ConsignmentRepository repository, LargeCollection collection) {
        Optional<Position> middle = Optional.of(collection.middle());
        OutboxSource idle = new MongoOutbox(store, Duration.ZERO, LONG_AGO);
        OutboxSource busy = new MongoOutbox(store, Duration.ZERO, Clock.systemUTC());
        return List.of(
                new Question(
                        "find by id",
                        () -> repository.find(collection.any(State.BOOKED).id())),
                new Question(
                        "a customer's first page of " + PAGE,
                        () -> page(repository, Optional.of(collection.owner()), Optional.empty())),
                new Question(
                        "a customer's page in the middle",
                        () -> page(repository, Optional.of(collection.owner()), middle)),
                new Question(
                        "the admin's first page of " + PAGE,
                        () -> page(repository, Optional.empty(), Optional.empty())),
                new Question("the admin's page in the middle", () -> page(repository, Optional.empty(), middle)),
                new Question("a sweeper's round that finds " + BATCH + " of each kind", () -> sweep(repository)),
                new Question("an outbox poll, nothing due", () -> idle.claim(BATCH)),
                new Question("an outbox poll that claims " + BATCH, () -> busy.claim(BATCH)),
                new Question(
                        "a republish batch over 1,000 consignments", () -> busy.republish(Instant.now(), "8", 1_000)));
    }

    private static Future<?> page(ConsignmentRepository repository, Optional<String> owner, Optional<Position> after) {
        return repository.page(owner, after, PAGE, Integer.MAX_VALUE);
    }

    private static Future<?> sweep(ConsignmentRepository repository) {
        return repository
                .overdue(System.currentTimeMillis(), BATCH)
                .compose(overdue -> repository.cancelling("", BATCH));
    }

    /** Queries the sizes in turn, so that other load on the machine affects all of them alike. */
    private static void print(List<Question> same) {
        List<List<Double>> took =
                same.stream().<List<Double>>map(each -> new ArrayList<>()).toList();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (int n = 0; n < same.size(); n++) {
                double millis = millis(same.get(n));
                if (round >= WARM_UP) {
                    took.get(n).add(millis);
                }
            }
        }
        double least = percentile(took.get(0), 50);
        String times = took.stream()
                .map(each -> format("%.2f (%.2f)", percentile(each, 50), percentile(each, 99)))
                .collect(Collectors.joining(" | "));
        String ratios = took.stream()
                .skip(1)
                .map(each -> format("%.2f", percentile(each, 50) / least))
                .collect(Collectors.joining(", "));
        OUT.println("| " + same.get(0).what() + " | " + times + " | " + ratios + " |");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private static double millis(Question question) {
        long began = System.nanoTime();
        var unused = await(question.ask().get());
        return (System.nanoTime() - began) / 1e6;
    }

    private static double percentile(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
