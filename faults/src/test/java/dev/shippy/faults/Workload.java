package dev.shippy.faults;

import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.ConsignmentId;
import dev.shippy.contracts.consignment.v1.Response;
import dev.shippy.faults.Operation.Kind;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** Customers who book, ask again and cancel at random. What they do follows from the seed; when, from the machine. */
final class Workload {

    /** A booking that was asked for. */
    private record Request(Person customer, String id, Consignment consignment) {}

    /** A consignment of which its customer knows. */
    private record Known(Request request, String consignmentId) {}

    static final int HEAVIEST = 60_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_TRIES = 10;
    private static final int AT_ONCE = 512;
    /** What one instance takes at once, so that nobody who asks for the truth is told to come again. */
    private static final int ASKING_AT_ONCE = 64;

    private final Random random;
    private final List<Person> customers;
    private final List<String> vessels;
    private final List<Request> requests = new ArrayList<>();
    private final Queue<Known> known = new ConcurrentLinkedQueue<>();
    private final Queue<Operation> history = new ConcurrentLinkedQueue<>();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private volatile boolean stopped;

    Workload(long seed, List<Person> customers, List<String> vessels) {
        this.random = new Random(seed);
        this.customers = customers;
        this.vessels = vessels;
    }

    List<Operation> history() {
        return List.copyOf(history);
    }

    /** Calls at this rate until the time is over or it is stopped; slower when too many calls are in flight. */
    void run(int perSecond, Duration time) {
        long pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long next = System.nanoTime();
        long end = next + time.toNanos();
        while (!stopped && next < end && System.nanoTime() < end) {
            next += pause;
            LockSupport.parkNanos(next - System.nanoTime());
            places.acquireUninterruptibly();
            one().onComplete(over -> places.release());
        }
        awaitAll();
    }

    /** Stops {@link #run} early. */
    void stop() {
        stopped = true;
    }

    /** Everybody asks for the true answer to each booking, until it comes. */
    void askAgain() {
        int share = AT_ONCE / ASKING_AT_ONCE;
        for (Request request : requests) {
            places.acquireUninterruptibly(share);
            untilKnown(request, MOST_TRIES).onComplete(over -> places.release(share));
        }
        awaitAll();
    }

    /** Makes a new booking that wishes for the vessel, and repeats it until its outcome is known. */
    Operation bookUntilKnown(String vessel, Duration limit) {
        Request request = fresh(vessel);
        return Awaitility.await("a booking")
                .atMost(limit)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> book(request, PATIENCE).await(), asked -> asked.outcome() != Operation.Outcome.UNKNOWN);
    }

    private void awaitAll() {
        places.acquireUninterruptibly(AT_ONCE);
        places.release(AT_ONCE);
    }

    private Future<?> one() {
        int choice = random.nextInt(10);
        if (choice < 2) {
            return cancel();
        }
        return choice < 4 && !requests.isEmpty() ? book(any(requests), PATIENCE) : book(fresh(), PATIENCE);
    }

    private Request fresh() {
        return fresh(random.nextInt(3) == 0 ? any(vessels) : "");
    }

    private Request fresh(String vessel) {
        String id = UUID.nameUUIDFromBytes(Long.toString(random.nextLong()).getBytes(StandardCharsets.UTF_8))
                .toString();
        Consignment consignment = Person.consignment(1_000 + random.nextInt(HEAVIEST - 1_000)).toBuilder()
                .setDescription(id)
                .setVesselId(vessel)
                .build();
        Request request = new Request(any(customers), id, consignment);
        requests.add(request);
        return request;
    }

    private Future<Operation> book(Request request, Duration patience) {
        long start = System.currentTimeMillis();
        return request.customer()
                .call(ShippingService.CREATE_CONSIGNMENT, request.consignment(), request.id(), patience)
                .transform(answer -> {
                    if (answer.succeeded()) {
                        known.add(new Known(
                                request, answer.result().getConsignment().getId()));
                    }
                    return note(Kind.BOOK, request, start, answer, "");
                });
    }

    private Future<Operation> untilKnown(Request request, int tries) {
        return book(request, LAST_PATIENCE)
                .compose(asked -> asked.outcome() == Operation.Outcome.UNKNOWN && tries > 1
                        ? untilKnown(request, tries - 1)
                        : Future.succeededFuture(asked));
    }

    private Future<?> cancel() {
        Optional<Known> next = Optional.ofNullable(known.poll());
        if (next.isEmpty()) {
            return Future.succeededFuture();
        }
        Request request = next.get().request();
        String id = next.get().consignmentId();
        long start = System.currentTimeMillis();
        return request.customer()
                .call(
                        ShippingService.CANCEL_CONSIGNMENT,
                        ConsignmentId.newBuilder().setId(id).build(),
                        UUID.randomUUID().toString(),
                        PATIENCE)
                .transform(answer -> note(Kind.CANCEL, request, start, answer, id));
    }

    private Future<Operation> note(
            Kind kind, Request request, long start, AsyncResult<Response> answer, String consignment) {
        Future<Response> ended =
                answer.succeeded() ? Future.succeededFuture(answer.result()) : Future.failedFuture(answer.cause());
        Operation operation = new Operation(
                kind,
                request.id(),
                start,
                System.currentTimeMillis(),
                Person.codeOf(ended),
                answer.succeeded() ? "" : String.valueOf(answer.cause().getMessage()),
                answer.succeeded() ? answer.result().getConsignment().getId() : consignment,
                answer.succeeded() ? answer.result().getConsignment().getVesselId() : "");
        history.add(operation);
        return Future.succeededFuture(operation);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
