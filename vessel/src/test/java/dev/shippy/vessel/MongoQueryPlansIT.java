package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Limits;
import dev.shippy.embedded.CommandProfile;
import dev.shippy.embedded.ProfiledCommand;
import dev.shippy.embedded.Shared;
import dev.shippy.runtime.mongo.MongoConfig;
import dev.shippy.runtime.mongo.MongoStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
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
 * Every command that the service sends to a fleet of 10,000 uses an index and reads little beyond its result. The
 * server's profiler records the commands.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class MongoQueryPlansIT {

    private static final int VESSELS = 10_000;
    private static final Cargo SMALL = new Cargo(3, 55_000);
    /** Much too long for its weight: vessels with enough weight lack the capacity. */
    private static final Cargo LIGHT = new Cargo(15_000, 10_000);

    private static final Cargo TOO_LARGE = new Cargo(19_999, 7_999_000);

    /**
     * One call of the service.
     *
     * @param method the method of the port
     * @param keys how many index entries beyond its result it must examine
     * @param documents for how many of these it must also read the document
     */
    private record Question(String method, String what, Supplier<Future<?>> ask, long keys, long documents) {

        Question(String method, String what, Supplier<Future<?>> ask) {
            this(method, what, ask, 0, 0);
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final String url = Shared.mongo().newDatabase();
    private final MongoStore store =
            await(MongoStore.connect(vertx, new MongoConfig(url, Duration.ofSeconds(10)), Duration.ofSeconds(10)));
    private final VesselRepository vessels =
            new MongoVesselRepository(store, Clock.systemUTC(), Limits.HOLDS, new FleetView(Limits.HOLDS));
    private final Sightings sightings = Instance.onContext(
            vertx.getOrCreateContext(), Sightings.class, new MongoSightings(store, new PageSize(MongoSightings.PAGE)));
    private final CommandProfile profile = CommandProfile.of(url, MongoVesselRepository.COLLECTION);
    private final LargeFleet fleet = new LargeFleet(store);

    @BeforeAll
    void start() {
        await(vessels.prepare(List.of()));
        fleet.insert(VESSELS);
    }

    @AfterAll
    void stop() {
        profile.close();
        await(store.close());
        await(vertx.close());
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
        Set<String> ports = Stream.of(VesselRepository.class, Sightings.class)
                .flatMap(port -> Stream.of(port.getMethods()))
                .map(Method::getName)
                .collect(Collectors.toSet());

        assertEquals(ports, questions().map(Question::method).collect(Collectors.toSet()));
    }

    private void check(Question question) {
        List<ProfiledCommand> commands =
                profile.during(() -> await(question.ask().get()));
        assertFalse(commands.isEmpty(), "nothing was asked");
        commands.forEach(command -> check(command, question));
    }

    private static void check(ProfiledCommand command, Question question) {
        assertFalse(command.scansCollection(), command::toString);
        assertFalse(command.sortsInMemory(), command::toString);
        assertFalse(command.isGetMore(), command::toString);
        long most = 2 * Math.max(1, command.found());
        assertTrue(command.keysExamined() <= most + question.keys(), command::toString);
        assertTrue(command.documentsExamined() <= most + question.documents(), command::toString);
    }

    private Stream<Question> questions() {
        return Stream.of(searches(), lists(), creations(), reservations(), releases(), prunings())
                .flatMap(each -> each);
    }

    private Stream<Question> searches() {
        String best =
                await(vessels.findAvailable(SMALL, List.of())).orElseThrow().id();
        return Stream.of(
                search("that many vessels have room for", SMALL, List.of()),
                search("not on the best one", SMALL, List.of(best)),
                search("that few vessels are long enough for", LIGHT, List.of()),
                search("that no vessel has room for", TOO_LARGE, List.of()));
    }

    private Question search(String what, Cargo cargo, List<String> except) {
        return new Question(
                "findAvailable",
                "a cargo " + what,
                () -> vessels.findAvailable(cargo, except),
                fleet.steppedOver(cargo) + except.size(),
                fleet.steppedOverAndRead(cargo));
    }

    private Stream<Question> lists() {
        long yesterday = System.currentTimeMillis() - 50_000_000;
        return Stream.of(
                new Question("find", "one that is there", () -> vessels.find(fleet.id(7))),
                new Question("find", "an unknown one", () -> vessels.find("nobody")),
                new Question("list", "the first", () -> vessels.list("", 50)),
                new Question("list", "from the middle", () -> vessels.list(fleet.id(VESSELS / 2), 50)),
                new Question("latest", "the last change", sightings::latest),
                new Question("page", "the first", () -> sightings.page("")),
                new Question("page", "the last", () -> sightings.page(fleet.id(VESSELS - 100))),
                new Question("changedFrom", "many changes", () -> sightings.changedFrom(yesterday, "")),
                new Question(
                        "changedFrom",
                        "no change",
                        () -> sightings.changedFrom(System.currentTimeMillis() + 1_000_000, "x")));
    }

    private Stream<Question> creations() {
        Vessel vessel = Vessel.empty(UUID.randomUUID().toString(), "a boat", 5, 5, true, "somebody");
        return Stream.of(
                new Question("prepare", "a seed", () -> vessels.prepare(List.of(vessel))),
                new Question("prepare", "a seed that is there", () -> vessels.prepare(List.of(vessel))),
                new Question("create", "a new one", () -> vessels.create(newVessel(), "request")),
                new Question("create", "one that is there", () -> failing(vessels.create(vessel, "another"))));
    }

    private Stream<Question> reservations() {
        String boat = await(vessels.create(newVessel(), "request")).id();
        Reservation first = reservation();
        return Stream.of(
                new Question("reserve", "room that is there", () -> reserve(boat, first)),
                new Question("reserve", "the same again", () -> reserve(boat, first)),
                new Question("reserve", "more than there is", () -> reserve(boat, new Reservation(id(), TOO_LARGE))),
                new Question("reserve", "on a vessel with all holds", () -> reserve(fleet.id(VESSELS), reservation())),
                new Question("reserve", "on an unknown vessel", () -> reserve("nobody", reservation())),
                new Question("reserve", "many at once", () -> reserveMany(boat)));
    }

    private Stream<Question> releases() {
        String boat = await(vessels.create(newVessel(), "request")).id();
        Reservation held = reservation();
        var unused = await(reserve(boat, held));
        return Stream.of(
                new Question("release", "one that holds", () -> release(boat, held)),
                new Question("release", "the same again", () -> release(boat, held)),
                new Question("release", "one that came never", () -> release(boat, reservation())),
                new Question("release", "on an unknown vessel", () -> release("nobody", reservation())));
    }

    private Stream<Question> prunings() {
        Tombstones none = new Tombstones(Duration.ofDays(1), Tombstones.KEEP);
        return Stream.of(
                new Question("prune", "too many", () -> vessels.prune(none)),
                new Question("prune", "old ones", () -> vessels.prune(ReleaseSuite.TEN_MINUTES)));
    }

    private Future<?> reserveMany(String boat) {
        return Future.all(
                Stream.generate(() -> reserve(boat, reservation())).limit(20).toList());
    }

    private Future<?> reserve(String boat, Reservation reservation) {
        return vessels.reserve(boat, reservation, soon());
    }

    private Future<?> release(String boat, Reservation reservation) {
        return vessels.release(boat, reservation, soon());
    }

    private static Future<?> failing(Future<?> call) {
        return call.transform(ended -> Future.succeededFuture(ended.cause()));
    }

    private static Vessel newVessel() {
        return Vessel.empty(UUID.randomUUID().toString(), "a boat", 500, 200_000, true, "somebody");
    }

    private static Reservation reservation() {
        return new Reservation(id(), new Cargo(1, 1));
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "") + ".0";
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20), Clock.systemUTC());
    }
}
