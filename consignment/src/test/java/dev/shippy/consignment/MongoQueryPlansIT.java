package dev.shippy.consignment;

import static dev.shippy.consignment.MongoConsignmentRepository.COLLECTION;
import static dev.shippy.consignment.Samples.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Event;
import dev.shippy.embedded.CommandProfile;
import dev.shippy.embedded.ProfiledCommand;
import dev.shippy.embedded.Shared;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.outbox.OutboxSource;
import io.vertx.core.Future;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Every command that the service sends to a collection of 10,000 uses an index and reads little beyond its result. The
 * server's profiler records the commands.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class MongoQueryPlansIT {

    private static final int DOCUMENTS = 10_000;
    private static final int OWNERS = 500;
    private static final int ALL_BYTES = Integer.MAX_VALUE;

    /**
     * One call of the service.
     *
     * @param method the method of the port
     */
    private record Question(String method, String what, Supplier<Future<?>> ask) {}

    private final String url = Shared.mongo().newDatabase();
    private final MongoFixture fixture = MongoFixture.in(url);
    private final ConsignmentRepository repository = fixture.repository();
    private final OutboxSource outbox = new MongoOutbox(fixture.store(), Duration.ofMinutes(1), Clock.systemUTC());
    private final LargeCollection large = new LargeCollection(fixture.store(), OWNERS);
    private final CommandProfile profile = CommandProfile.of(url, COLLECTION);

    @BeforeAll
    void start() {
        large.insert(DOCUMENTS);
    }

    @AfterAll
    void stop() {
        profile.close();
        fixture.close();
    }

    @TestFactory
    Stream<DynamicTest> readsLittleMoreThanItFinds() {
        return questions()
                .map(question ->
                        DynamicTest.dynamicTest(question.method() + ", " + question.what(), () -> check(question)));
    }

    /** A new method of a port must be added to the questions. */
    @Test
    void asksWithEveryMethodOfThePorts() {
        Set<String> ports = Stream.of(ConsignmentRepository.class, OutboxSource.class)
                .flatMap(port -> Stream.of(port.getMethods()))
                .map(Method::getName)
                .collect(Collectors.toSet());

        assertEquals(ports, questions().map(Question::method).collect(Collectors.toSet()));
    }

    private void check(Question question) {
        List<ProfiledCommand> commands =
                profile.during(() -> await(question.ask().get()));
        assertFalse(commands.isEmpty(), "nothing was asked");
        commands.forEach(MongoQueryPlansIT::check);
    }

    private static void check(ProfiledCommand command) {
        assertFalse(command.scansCollection(), command::toString);
        assertFalse(command.sortsInMemory(), command::toString);
        assertFalse(command.isGetMore(), command::toString);
        if (command.text().contains("\"$group\"")) {
            // Its answer is one number, of keys alone.
            assertEquals(0, command.documentsExamined(), command::toString);
            return;
        }
        long most = 2 * Math.max(1, command.found());
        assertTrue(command.keysExamined() <= most, command::toString);
        assertTrue(command.documentsExamined() <= most, command::toString);
    }

    private Stream<Question> questions() {
        return Stream.of(writes(), decisions(), cancellations(), sweeps(), pages(), events())
                .flatMap(each -> each);
    }

    private Stream<Question> writes() {
        Consignment present = large.one(State.BOOKED);
        List<Consignment> fresh = many(large::fresh);
        return Stream.of(
                new Question("insert", "a new one", () -> repository.insert(large.fresh())),
                new Question("insert", "one that is there", () -> repository.insert(present)),
                new Question("insert", "many at once", () -> all(fresh, repository::insert)),
                new Question("find", "one that is there", () -> repository.find(present.id())),
                new Question("find", "an unknown one", () -> repository.find(Samples.freshId())));
    }

    private Stream<Question> decisions() {
        Consignment pending = large.stored();
        Consignment hopeless = large.stored();
        Consignment tried = large.stored();
        Consignment booked = large.one(State.BOOKED);
        List<Consignment> many = many(large::stored);
        List<Consignment> mixed = many(large::pendingOrBooked);
        return Stream.of(
                new Question("nextAttempt", "a pending one", () -> repository.nextAttempt(tried, "another")),
                new Question("nextAttempt", "a booked one", () -> repository.nextAttempt(booked, "another")),
                new Question("close", "a pending one", () -> repository.close(pending)),
                new Question("book", "a pending one", () -> book(pending)),
                new Question("book", "a booked one", () -> book(booked)),
                new Question("book", "many at once", () -> all(many, this::book)),
                new Question("book", "many, some of them decided", () -> all(mixed, this::book)),
                new Question("reject", "a pending one", () -> reject(hopeless)));
    }

    private Stream<Question> cancellations() {
        Consignment booked = large.one(State.BOOKED);
        Consignment cancelling = large.one(State.CANCELLING);
        return Stream.of(
                new Question("cancelled", "a booked one", () -> cancelled(booked)),
                new Question("cancel", "a booked one", () -> repository.cancel(booked.id())),
                new Question("cancel", "an unknown one", () -> repository.cancel(Samples.freshId())),
                new Question("cancelled", "one that is being cancelled", () -> cancelled(cancelling)));
    }

    private Stream<Question> sweeps() {
        Consignment overdue = large.one(State.PENDING);
        Overdue found = new Overdue(overdue.id(), overdue.epoch(), overdue.deadline());
        Deadline later = new Deadline(Long.MAX_VALUE / 2);
        return Stream.of(
                new Question("overdue", "a batch", () -> repository.overdue(System.currentTimeMillis(), 20)),
                new Question("overdue", "all", () -> repository.overdue(System.currentTimeMillis(), DOCUMENTS)),
                new Question("overdue", "none", () -> repository.overdue(1, 100)),
                new Question("takeOver", "an overdue one", () -> repository.takeOver(found, later)),
                new Question("takeOver", "one that was taken over", () -> repository.takeOver(found, later)),
                new Question("cancelling", "a batch", () -> repository.cancelling("", 20)),
                new Question("cancelling", "all", () -> repository.cancelling("", DOCUMENTS)),
                new Question("cancelling", "after the last", () -> repository.cancelling("z", 100)));
    }

    private Stream<Question> pages() {
        Optional<String> owner = Optional.of(large.one(State.BOOKED).owner());
        Optional<String> nobody = Optional.of("nobody");
        Optional<Position> middle = Optional.of(large.middle());
        return Stream.of(
                new Question("page", "the first of an owner", () -> page(owner, Optional.empty())),
                new Question("page", "one in the middle of an owner's", () -> page(owner, middle)),
                new Question("page", "of an owner who has none", () -> page(nobody, Optional.empty())),
                new Question("page", "the first of all", () -> page(Optional.empty(), Optional.empty())),
                new Question("page", "one in the middle of all", () -> page(Optional.empty(), middle)));
    }

    private Stream<Question> events() {
        return Stream.of(
                new Question("claim", "those that are due", () -> outbox.claim(100)),
                new Question("waiting", "all", () -> outbox.waiting(10_000)),
                new Question("waiting", "as many as are counted", () -> outbox.waiting(10)),
                new Question("published", "some", () -> outbox.claim(10).compose(outbox::published)),
                new Question("failed", "some", () -> outbox.claim(10).compose(this::failed)),
                new Question(
                        "claim", "nothing is due", () -> outbox.claim(DOCUMENTS).compose(all -> outbox.claim(100))),
                new Question("republish", "all", () -> outbox.republish(Instant.ofEpochMilli(1), "", 1_000)),
                new Question(
                        "republish",
                        "none",
                        () -> outbox.republish(Instant.now().plusSeconds(60), "8", 1_000)));
    }

    private Future<?> page(Optional<String> owner, Optional<Position> after) {
        return repository.page(owner, after, 50, ALL_BYTES);
    }

    private Future<?> book(Consignment pending) {
        return repository.book(pending, event(pending, Event.CONSIGNMENT_BOOKED));
    }

    private Future<Void> failed(List<OutboxEntry> entries) {
        return outbox.failed(entries.stream()
                .map(entry -> new OutboxSource.Failure(entry, "NATS is not connected", Duration.ofMinutes(1)))
                .toList());
    }

    private Future<?> reject(Consignment pending) {
        return repository.reject(pending, event(pending, Event.CONSIGNMENT_REJECTED));
    }

    private Future<?> cancelled(Consignment cancelling) {
        return repository.cancelled(cancelling.id(), event(cancelling, Event.CONSIGNMENT_CANCELLED));
    }

    private static List<Consignment> many(Supplier<Consignment> each) {
        return Stream.generate(each).limit(50).toList();
    }

    private static Future<?> all(List<Consignment> many, Function<Consignment, Future<?>> ask) {
        return Future.all(many.stream().map(ask).toList());
    }

    private static BookingEvent event(Consignment consignment, Event type) {
        return consignment.event(type, System.currentTimeMillis(), Samples.TRACE);
    }
}
