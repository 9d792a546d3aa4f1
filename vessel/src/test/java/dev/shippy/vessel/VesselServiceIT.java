package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.await;
import static dev.shippy.vessel.Awaiting.refusal;
import static dev.shippy.vessel.RunningVessels.BOATY;
import static dev.shippy.vessel.RunningVessels.SAMPLE;
import static dev.shippy.vessel.RunningVessels.call;
import static dev.shippy.vessel.RunningVessels.reservationId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.ListRequest;
import dev.shippy.contracts.vessel.v1.ReserveResponse;
import dev.shippy.contracts.vessel.v1.ReserveResponse.Outcome;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.contracts.vessel.v1.Vessel;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service as its callers see it: over NATS, with its store behind it. */
class VesselServiceIT {

    private final RunningVessels running = new RunningVessels();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void twoInstancesGrantExactlyThreeOfSixtyFour() {
        await(Future.all(running.deploy(), running.deploy()));

        List<Future<ReserveResponse>> calls = Stream.generate(() -> running.reserve(reservationId()))
                .limit(64)
                .toList();
        await(Future.join(calls));

        List<Outcome> outcomes =
                calls.stream().map(call -> call.result().getOutcome()).toList();
        assertEquals(3, outcomes.stream().filter(Outcome.GRANTED::equals).count());
        assertEquals(61, outcomes.stream().filter(Outcome.REFUSED::equals).count());
        assertEquals(35_000, running.boaty().getFreeWeight());
        assertEquals(491, running.boaty().getFreeCapacity());
    }

    @Test
    void saysToEveryUserWhichVesselHasRoom() {
        await(running.deploy());
        String token = running.users.customer("customer1");

        Response found = await(running.people(token).call(VesselService.FIND_AVAILABLE, call(), SAMPLE));

        assertEquals("Boaty McBoatface", found.getVessel().getName());
        Specification tooHeavy = SAMPLE.toBuilder().setMaxWeight(200_001).build();
        assertEquals(
                "No vessel has room for 3 containers of 200001 kg",
                refusal(
                        ErrorCode.FAILED_PRECONDITION,
                        running.people(token).call(VesselService.FIND_AVAILABLE, call(), tooHeavy)));
    }

    @Test
    void onlyAdminsCreateVessels() {
        await(running.deploy());
        Vessel vessel = Vessel.newBuilder().setCapacity(5).setMaxWeight(6).build();
        String customer = running.users.customer("customer1");
        String admin = running.users.admin("admin1");

        refusal(ErrorCode.PERMISSION_DENIED, running.people(customer).call(VesselService.CREATE, call(), vessel));
        refusal(ErrorCode.UNAUTHENTICATED, running.people("").call(VesselService.CREATE, call(), vessel));
        refusal(ErrorCode.UNAUTHENTICATED, running.people("111.111.111").call(VesselService.CREATE, call(), vessel));
        Response created = await(running.people(admin).call(VesselService.CREATE, call(), vessel));

        assertTrue(created.getCreated());
        assertEquals("admin1", created.getVessel().getOwnerId());
        Response list =
                await(running.people(customer).call(VesselService.LIST, call(), ListRequest.getDefaultInstance()));
        assertEquals(
                Stream.of(BOATY, created.getVessel().getId()).sorted().toList(),
                list.getVesselsList().stream().map(Vessel::getId).toList());
    }

    @Test
    void theSameRequestCreatesOneVessel() {
        await(running.deploy());
        Vessel vessel = Vessel.newBuilder().setCapacity(5).setMaxWeight(6).build();
        String admin = running.users.admin("admin1");
        Call same = call();

        String first = await(running.people(admin).call(VesselService.CREATE, same, vessel))
                .getVessel()
                .getId();
        String second = await(running.people(admin).call(VesselService.CREATE, same, vessel))
                .getVessel()
                .getId();

        assertEquals(first, second);
        Vessel other = vessel.toBuilder().setCapacity(4).build();
        refusal(ErrorCode.ALREADY_EXISTS, running.people(admin).call(VesselService.CREATE, same, other));
    }

    @Test
    void forgetsClosedReservationsByItself() {
        await(running.deploy());
        String old = reservationId();
        Deadline deadline = Deadline.in(Duration.ofMillis(1), Clock.systemUTC());
        await(running.release(old, deadline));

        // Once its tombstone is gone, only the floor knows of it: a call of the same deadline would be too late.
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> running.ledger().tombstones().isEmpty());

        assertEquals(deadline.unixMillis(), running.ledger().closedUpTo());
        assertEquals(Outcome.GRANTED, await(running.reserve(reservationId())).getOutcome());
    }

    @Test
    void servesOnceItsStoreIsThere() {
        running.mongo.stop();
        Future<String> deployed = running.deploy();
        refusal(ErrorCode.UNAVAILABLE, running.reserve(reservationId()));

        running.mongo.restart();
        await(deployed);

        assertEquals(Outcome.GRANTED, await(running.reserve(reservationId())).getOutcome());
    }

    @Test
    void staysUpWhileItsStoreIsAway() {
        await(running.deploy());
        String id = reservationId();
        running.mongo.stop();

        refusal(ErrorCode.UNAVAILABLE, running.reserve(id));
        running.mongo.restart();

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .until(() -> await(running.reserve(id)).getOutcome() == Outcome.GRANTED);
        assertEquals(145_000, running.boaty().getFreeWeight());
    }

    @Test
    void aBookingAtOneInstanceShowsInTheAnswersOfTheOther() {
        await(Future.all(running.deploy(), running.deploy()));
        String id = reservationId();

        assertEquals(Outcome.GRANTED, await(running.reserve(id)).getOutcome());
        everyAnswerSays(145_000);

        await(running.release(id, Deadline.in(Duration.ofSeconds(5), Clock.systemUTC())));
        everyAnswerSays(200_000);
    }

    @Test
    void tellsFreeRoomFromMemoryWhileItsStoreIsAway() {
        await(running.deploy());
        running.mongo.stop();

        assertEquals(200_000, await(running.find(SAMPLE)).getVessel().getFreeWeight());
        refusal(ErrorCode.UNAVAILABLE, running.reserve(reservationId()));
        Specification tooHeavy = SAMPLE.toBuilder().setMaxWeight(200_001).build();
        refusal(ErrorCode.UNAVAILABLE, running.find(tooHeavy));
    }

    /** Within two seconds, each of forty in a row: no instance is left out. */
    private void everyAnswerSays(int freeWeight) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(2))
                .until(() -> Stream.generate(() -> running.find(SAMPLE))
                        .limit(40)
                        .allMatch(answer -> await(answer).getVessel().getFreeWeight() == freeWeight));
    }

    @Test
    void finishesWhatItHasAcceptedWhenItStops() {
        String deployment = await(running.deploy());
        List<Future<ReserveResponse>> calls = Stream.generate(() -> running.reserve(reservationId()))
                .limit(20)
                .toList();
        await(Future.any(calls));

        await(running.vertx.undeploy(deployment));

        refusal(ErrorCode.UNAVAILABLE, running.reserve(reservationId()));
        await(Future.join(calls).otherwiseEmpty());
        assertTrue(running.ledger().addsUp());
        long granted = calls.stream()
                .filter(call -> call.succeeded() && call.result().getOutcome() == Outcome.GRANTED)
                .count();
        assertEquals(granted, running.ledger().holds().size(), "no room was taken that nobody was told of");
    }
}
