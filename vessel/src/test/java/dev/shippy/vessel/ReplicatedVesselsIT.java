package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;
import static dev.shippy.vessel.Awaiting.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.embedded.MongodReplicaSet;
import dev.shippy.runtime.mongo.MongoConfig;
import dev.shippy.runtime.mongo.MongoStore;
import dev.shippy.vessel.VesselRepository.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vessels on a replica set whose primary may have been replaced. */
class ReplicatedVesselsIT implements VesselRepositorySuite {

    /** More than any vessel carries. */
    private static final Cargo ENORMOUS = new Cargo(Vessel.MOST_CAPACITY + 1, Integer.MAX_VALUE);

    private static final Duration TIMEOUT = Duration.ofMillis(1_500);
    private static final Duration ELECTED = Duration.ofSeconds(30);

    private static final Vertx vertx = Vertx.vertx();
    private static MongodReplicaSet set;
    private static MongoStore store;

    @BeforeAll
    static void start(@TempDir Path folder) {
        set = MongodReplicaSet.start(folder);
        MongoConfig config = new MongoConfig(set.newDatabase(), TIMEOUT);
        store = await(MongoStore.connect(vertx, config, Duration.ofSeconds(10)));
    }

    @AfterAll
    static void stop() {
        await(store.close());
        await(vertx.close());
        set.close();
    }

    @AfterEach
    void resume() {
        IntStream.range(0, set.hosts().size()).forEach(set::resume);
    }

    @Override
    public VesselRepository repository(Clock clock, int mostHolds) {
        return new MongoVesselRepository(store, clock, mostHolds, new FleetView(mostHolds));
    }

    @Override
    public Ledger ledger(String vesselId) {
        return Ledger.of(await(store.client()
                .findOne(MongoVesselRepository.COLLECTION, VesselDocument.byId(vesselId), new JsonObject())));
    }

    /**
     * Each call is decided by a read that follows an update, and a primary without a majority still answers that
     * update.
     */
    @Test
    void decidesNothingWithoutAMajority() {
        Vessel full = Vessel.empty(freshId(), "a boat", 3, 55_000, true, "somebody");
        String request = freshId();
        await(vessels().create(full, request));
        Reservation held = reservation(SAMPLE);
        Reservation released = reservation(SAMPLE);
        assertEquals(Outcome.GRANTED, reserve(full.id(), held));
        release(full.id(), released);
        others().forEach(set::pause);

        // Start all of them before the primary steps down.
        List<Future<?>> decisions = List.of(
                vessels().reserve(full.id(), held, soon()),
                vessels().reserve(full.id(), reservation(SAMPLE), soon()),
                vessels().release(full.id(), released, soon()),
                vessels().find(full.id()),
                vessels().find(freshId()),
                vessels().create(full, freshId()),
                vessels().findAvailable(ENORMOUS, List.of()));
        decisions.forEach(decision -> refusal(ErrorCode.UNAVAILABLE, decision));

        resume();
        Awaitility.await().atMost(ELECTED).ignoreExceptions().untilAsserted(() -> assertFull(full.id(), held));
        assertEquals(Outcome.REFUSED, reserve(full.id(), reservation(SAMPLE)));
        release(full.id(), released);
        refusal(ErrorCode.ALREADY_EXISTS, vessels().create(full, freshId()));
        assertEquals(Optional.empty(), await(vessels().findAvailable(ENORMOUS, List.of())));
    }

    /** Needed when a primary that did not know of the room answered R1. */
    @Test
    void takesTheRoomThatItFindsAfterwards() {
        String boat = boat(3, 55_000);
        Reservation first = reservation(SAMPLE);
        assertEquals(Outcome.GRANTED, reserve(boat, first));
        delayNextFind();
        Future<Outcome> second = vessels().reserve(boat, reservation(SAMPLE), soon());
        Awaitility.await().atMost(TIMEOUT).until(ReplicatedVesselsIT::isFindDelayed);

        release(boat, first);

        assertFalse(second.isComplete());
        assertEquals(Outcome.GRANTED, await(second));
    }

    private void assertFull(String boat, Reservation held) {
        assertEquals(Outcome.GRANTED, reserve(boat, held));
        assertFree(0, 0, boat);
    }

    private static void delayNextFind() {
        Document data = new Document("failCommands", List.of("find"))
                .append("blockConnection", true)
                .append("blockTimeMS", 1_000);
        Document failPoint = new Document("configureFailPoint", "failCommand")
                .append("mode", new Document("times", 1))
                .append("data", data);
        var unused = set.command(set.awaitPrimary(), failPoint);
    }

    private static boolean isFindDelayed() {
        Document operations = set.command(set.awaitPrimary(), new Document("currentOp", 1).append("$all", true));
        return operations.getList("inprog", Document.class).stream()
                .map(operation -> operation.get("command", Document.class))
                .flatMap(Stream::ofNullable)
                .anyMatch(command -> MongoVesselRepository.COLLECTION.equals(command.get("find")));
    }

    private static List<Integer> others() {
        int primary = set.awaitPrimary();
        return IntStream.range(0, set.hosts().size())
                .filter(member -> member != primary)
                .boxed()
                .toList();
    }
}
