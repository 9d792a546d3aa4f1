package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shippy.faults.Crash.Road;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A booking is under way and a process dies, or sleeps, between any two of its steps. {@code -Dcrash.all=true} kills at more
 * points of those who take over.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {

    private static final Map<String, String> SETTINGS =
            Map.of("SWEEP_PERIOD", "200ms", "LEASE", "500ms", "STORE_TIMEOUT", "1s");
    private static final Map<String, String> FORGETFUL = Map.of("PRUNE_EVERY", "50ms", "TOMBSTONE_AGE", "0s");
    /** How long a call may take; the others for a machine that had no time for the first. */
    private static final List<Duration> PATIENCE =
            List.of(Duration.ofMillis(800), Duration.ofSeconds(5), Duration.ofSeconds(5));

    private static final Duration SETTLED = Duration.ofSeconds(15);

    private final Vertx vertx = Vertx.vertx();
    private final Installation installation = new Installation(SETTINGS);
    private final Stage stage = new Stage(installation);
    private final Audit audit = new Audit(installation.mongo.url());
    private final NatsClient client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
            .await();
    private final Person admin;
    private final Person ada;
    /** Grows, so that no vessel of an earlier test has room for a later one's consignment. */
    private int weight = 1_000_000;

    CrashIT() {
        installation.start("user").awaitServing();
        admin = Person.admin(client);
        ada = Person.signUp(client);
    }

    @AfterEach
    void disarm() {
        stage.disarm();
    }

    @AfterAll
    void close() {
        stage.close();
        client.close().await();
        vertx.close().await();
        audit.close();
        installation.close();
    }

    static List<Crash> deaths() {
        return Crash.deaths();
    }

    static List<Crash> pauses() {
        return Crash.pauses();
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void aNewProcessEndsWhatADeadOneHasBegun(Crash crash) {
        have(crash, 1);
        Shipment shipment = reach(crash);
        for (Trap trap : crash.traps().subList(1, crash.places().size())) {
            // Set while nobody is there to go on.
            Trap set = stage.set(trap);
            have(crash, 1);
            await(trap + " is reached", set::isSprung);
        }
        have(crash, 1);
        shipment.awaitDecision();
        shipment.check();
    }

    @ParameterizedTest
    @MethodSource("pauses")
    void aProcessThatWakesUpTooLateHarmsNothing(Crash crash) {
        have(crash, 2);
        Shipment shipment = reach(crash);
        shipment.awaitDecision();
        assertEquals(List.of(), audit.findings(), "before it wakes up");
        stage.wake();
        shipment.awaitDecision();
        shipment.check();
    }

    /** Between its deadline check and its update; the reservation is closed meanwhile. */
    @Test
    void aVesselThatWakesUpAfterTheReleaseFindsTheTombstone() {
        wakesUpAfterTheRelease(Map.of());
    }

    /** As above, and the tombstone is forgotten as well: what is left is the floor. */
    @Test
    void aVesselThatWakesUpAfterTheTombstoneWasForgottenFindsTheFloor() {
        wakesUpAfterTheRelease(FORGETFUL);
    }

    private void wakesUpAfterTheRelease(Map<String, String> settings) {
        stage.have("vessel", 2, settings);
        stage.have("consignment", 1, Map.of());
        Shipment shipment = reach(new Crash(Road.LATER_REJECT, Trap.Deed.PAUSE, List.of("vessel@R1.before")));
        shipment.awaitDecision();
        if (!settings.isEmpty()) {
            await("the tombstone is forgotten", () -> audit.tombstones(shipment.vessel()) == 0);
        }
        audit.inService(shipment.vessel(), true);
        stage.wake();
        shipment.awaitDecision();
        shipment.check();
    }

    private void have(Crash crash, int count) {
        Map<String, String> vessels = crash.forgetsTombstones() ? FORGETFUL : Map.of();
        stage.have("vessel", crash.places().get(0).startsWith("vessel") ? count : 1, vessels);
        stage.have("consignment", crash.places().get(0).startsWith("consignment") ? count : 1, Map.of());
    }

    /** Lets a booking run into the first trap. */
    private Shipment reach(Crash crash) {
        List<String> ended = new ArrayList<>();
        for (Duration patience : PATIENCE) {
            weight += 1_000;
            Shipment shipment = Shipment.prepare(crash.road(), weight, ada, admin, audit);
            Trap trap = stage.set(crash.traps().get(0).also(shipment::driverIsGone));
            shipment.call(patience);
            boolean comesLater = crash.forgetsTombstones();
            await(trap + " or the end of the call", () -> trap.isSprung() || (shipment.isOver() && !comesLater));
            if (trap.isSprung()) {
                return shipment;
            }
            ended.add(shipment.outcome());
            stage.disarm();
            shipment.awaitDecision();
        }
        throw new AssertionError(crash + " is never reached: " + ended);
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }
}
