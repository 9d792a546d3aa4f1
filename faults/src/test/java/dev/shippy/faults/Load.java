package dev.shippy.faults;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Calls of one kind at a steady rate, however the earlier ones fare; keeps how each ended. */
final class Load {

    private static final Duration END_LIMIT = Duration.ofSeconds(20);

    private final Vertx vertx;
    private final String name;
    private final Supplier<? extends Future<?>> call;
    private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final long timer;

    /** When a call began ({@link System#nanoTime}), how long it took, and what came of it. */
    record Outcome(long startNanos, long millis, int code, String sentence) {

        boolean failed() {
            return code != 200;
        }
    }

    private Load(Vertx vertx, String name, int everyMillis, Supplier<? extends Future<?>> call) {
        this.vertx = vertx;
        this.name = name;
        this.call = call;
        this.timer = vertx.setPeriodic(1, everyMillis, fired -> call());
    }

    static Load start(Vertx vertx, String name, int everyMillis, Supplier<? extends Future<?>> call) {
        return new Load(vertx, name, everyMillis, call);
    }

    String name() {
        return name;
    }

    /** Those that have ended, in the order of their ends. */
    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    List<Outcome> failures() {
        return outcomes.stream().filter(Outcome::failed).toList();
    }

    /** Such as {@code {200=17, 503=4}}. */
    String figures() {
        return name + " "
                + outcomes.stream()
                        .collect(Collectors.groupingBy(Outcome::code, Collectors.counting()))
                        .toString();
    }

    /** Makes no more calls and waits for the end of those under way. */
    void stop() {
        boolean unused = vertx.cancelTimer(timer);
        Awaitility.await(name + " ends").atMost(END_LIMIT).until(() -> underWay.get() == 0);
    }

    private void call() {
        long start = System.nanoTime();
        underWay.incrementAndGet();
        call.get().onComplete(done -> {
            long millis = (System.nanoTime() - start) / 1_000_000;
            String sentence = done.failed() ? String.valueOf(done.cause().getMessage()) : "";
            outcomes.add(new Outcome(start, millis, Person.codeOf(done), sentence));
            underWay.decrementAndGet();
        });
    }
}
