package dev.shippy.consignment;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Event;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One random history: customers who ask twice and cancel, two vessels with one place each, sweepers that take over at any
 * moment. The invariants are checked after every step, and at the end nothing may be left undecided.
 */
final class Simulation {

    private static final Map<State, Set<State>> WAYS = Map.of(
            State.PENDING, Set.of(State.PENDING, State.BOOKED, State.REJECTED),
            State.BOOKED, Set.of(State.BOOKED, State.CANCELLING),
            State.REJECTED, Set.of(State.REJECTED),
            State.CANCELLING, Set.of(State.CANCELLING, State.CANCELLED),
            State.CANCELLED, Set.of(State.CANCELLED));
    private static final Set<List<Event>> HISTORIES = Set.of(
            List.of(Event.CONSIGNMENT_BOOKED),
            List.of(Event.CONSIGNMENT_REJECTED),
            List.of(Event.CONSIGNMENT_BOOKED, Event.CONSIGNMENT_CANCELLED));
    private static final int CUSTOMERS = 2;
    private static final int STEPS = 150;
    private static final int LAST_ROUNDS = 8;
    private static final long DEADLINE = 1_000;

    private final Scheduler scheduler;
    private final InMemoryConsignments store = new InMemoryConsignments();
    private final SimulatedVessels vessels;
    private final SimulatedConsignments repository;
    /** Stands still: a driver is never told that its time is over, as if its clock were slow. */
    private final TestClock driversClock = new TestClock(0);
    /** Always ahead of every deadline: a takeover may come at any moment. */
    private final TestClock sweepersClock = new TestClock(2 * DEADLINE);

    private final Driver driver;
    private final Map<String, State> seen = new HashMap<>();
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> contradictions = new ArrayList<>();

    Simulation(long seed) {
        scheduler = new Scheduler(seed);
        vessels = new SimulatedVessels(scheduler, "vessel1", "vessel2");
        repository = new SimulatedConsignments(store, scheduler);
        driver = new Driver(repository, vessels, driversClock);
    }

    /** @throws AssertionError naming what was violated */
    void run() {
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            book(customer);
            if (scheduler.random(2) == 0) {
                book(customer);
            }
        }
        for (int step = 0; step < STEPS; step++) {
            disturb();
            advance();
        }
        scheduler.endFaults();
        everybodyBooks();
        for (int round = 0; round < LAST_ROUNDS; round++) {
            sweep();
            settle();
        }
        // Whoever asks again now is answered, and as before.
        everybodyBooks();
        settle();
        require(store.documents().size() == CUSTOMERS, "A booking is missing");
        store.documents().values().forEach(this::checkAtRest);
    }

    List<String> trace() {
        return scheduler.trace();
    }

    private void everybodyBooks() {
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            book(customer);
        }
    }

    private void settle() {
        while (!scheduler.isIdle()) {
            advance();
        }
    }

    private void advance() {
        if (!scheduler.isIdle()) {
            scheduler.step();
        }
        store.documents().values().forEach(this::check);
    }

    private void disturb() {
        switch (scheduler.random(14)) {
            case 0, 4 -> sweep();
            case 1 -> cancel();
            case 2 -> book(scheduler.random(CUSTOMERS));
            case 3 -> scheduler.mayHappen("P1", vessels::forgetATombstone);
            default -> {}
        }
    }

    private void book(int customer) {
        String owner = "c" + customer;
        new Booking(repository, vessels, driver, this::pause, polling(), driversClock)
                .book(Samples.call(owner, "request", DEADLINE), Samples.draft())
                .map(Answers::of)
                .onComplete(result -> answered(owner, result));
    }

    private static Polling polling() {
        return new Polling(Duration.ofMillis(1), Duration.ofMillis(1));
    }

    /** A waiting customer gives up at some time, so that it does not wait for ever in the trace. */
    private Future<Void> pause(Duration duration) {
        return scheduler.random(3) == 0
                ? Future.failedFuture(Answers.unknown())
                : scheduler.atomic("pause", () -> null);
    }

    private void sweep() {
        sweepersClock.advance(Duration.ofMillis(10 * World.LEASE));
        Cancellation cancellation = new Cancellation(repository, vessels, driversClock);
        var unused = new Sweeper(repository, driver, cancellation, World.SWEEPING, sweepersClock).round();
    }

    private void cancel() {
        store.documents().keySet().stream()
                .sorted()
                .skip(scheduler.random(CUSTOMERS))
                .findFirst()
                .ifPresent(id -> {
                    var unused = new Cancellation(repository, vessels, driversClock)
                            .cancel(Samples.call("customer", "cancel", DEADLINE), id);
                });
    }

    /** An answer never contradicts an earlier one. */
    private void answered(String owner, AsyncResult<Consignment> result) {
        if (result.succeeded() || isRejection(result.cause())) {
            String answer = result.succeeded() ? "booked at " + result.result().createdAt() : "rejected";
            String before = answers.putIfAbsent(ConsignmentIds.of(owner, "request"), answer);
            if (before != null && !before.equals(answer)) {
                contradictions.add(owner + " was told " + before + ", then " + answer);
            }
        }
    }

    private static boolean isRejection(Throwable failure) {
        return failure instanceof ServiceException known
                && known.code() == ErrorCode.FAILED_PRECONDITION
                && known.sentence().startsWith("No vessel");
    }

    private void check(Consignment consignment) {
        require(contradictions.isEmpty(), String.join(", ", contradictions));
        require(vessels.addsUp(), "I1: the room of a vessel does not add up");
        List<String> holds = vessels.holdsOf(consignment.id());
        switch (consignment.state()) {
            case BOOKED ->
                require(
                        holds.equals(List.of(consignment.attempt().vessel() + " " + consignment.reservationId())),
                        "I2: " + consignment + " holds " + holds);
            case REJECTED, CANCELLED -> require(holds.isEmpty(), "I3: " + consignment + " holds " + holds);
            case PENDING, CANCELLING -> {}
        }
        List<Event> history =
                consignment.events().stream().map(BookingEvent::type).toList();
        require(history.isEmpty() || HISTORIES.contains(history), "I4: " + history);
        require(history.isEmpty() == (consignment.state() == State.PENDING), "I4: " + consignment);
        State before = seen.put(consignment.id(), consignment.state());
        require(before == null || WAYS.getOrDefault(before, Set.of()).contains(consignment.state()), "from " + before);
    }

    private void checkAtRest(Consignment consignment) {
        switch (consignment.state()) {
            case PENDING, CANCELLING -> require(false, "Stuck: " + consignment);
            case BOOKED, REJECTED -> require(answers.containsKey(consignment.id()), "No answer: " + consignment);
            case CANCELLED -> {}
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
