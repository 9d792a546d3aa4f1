package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;
import static dev.shippy.consignment.Samples.freshId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.ConsignmentEvent;
import dev.shippy.contracts.consignment.v1.ConsignmentId;
import dev.shippy.contracts.consignment.v1.RepublishRequest;
import dev.shippy.contracts.consignment.v1.RepublishResponse;
import dev.shippy.contracts.consignment.v1.Response;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service's events about consignments, with a real NATS that is killed and wiped, and a real MongoDB. */
final class ConsignmentEventsIT {

    private static final Duration TWO_LEASES = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    private ServiceFixture service;
    private Told told;

    @BeforeEach
    void start() {
        service = new ServiceFixture(folder, 0);
        told = new Told(service);
    }

    @AfterEach
    void stop() {
        told.close();
        service.close();
    }

    @Test
    void tellsOfEverythingOnceHoweverManyInstancesThereAre() {
        told.provision();
        service.deploy(2);
        service.vessels.look(vessels -> vessels.with("vessel1", 10));

        List<String> booked = IntStream.range(0, 10).mapToObj(n -> book()).toList();
        ServiceException rejected = assertThrows(ServiceException.class, this::book);

        assertEquals(ErrorCode.FAILED_PRECONDITION, rejected.code());
        soon().until(() -> told.unpublished() == 0);
        await(service.vertx.timer(TWO_LEASES.toMillis()));
        List<EventMessage> events = told.events();
        assertEquals(11, events.size());
        assertEquals(new HashSet<>(told.stored()), new HashSet<>(told.ids()));
        for (EventMessage event : events.subList(0, 10)) {
            ConsignmentEvent body = (ConsignmentEvent) event.body();
            assertTrue(booked.contains(body.getConsignmentId()));
            assertEquals("user1", body.getUserId());
            assertEquals("vessel1", body.getVesselId());
            assertEquals(event.time().toEpochMilli(), body.getOccurredAt());
        }
    }

    @Test
    void tellsOfACancellationAfterTheBooking() {
        service.deploy(1);
        service.vessels.look(vessels -> vessels.with("vessel1", 10));
        List<String> ids = IntStream.range(0, 5).mapToObj(n -> book()).toList();
        ids.forEach(this::cancel);
        assertEquals(5, told.unpublished());

        told.provision();

        soon().until(() -> told.unpublished() == 0);
        List<String> all = told.ids();
        assertEquals(10, all.size());
        for (String id : ids) {
            assertTrue(all.indexOf(id + "-booked") < all.indexOf(id + "-cancelled"), all.toString());
        }
    }

    @Test
    void losesNothingWhileNatsIsKilled() {
        told.provision();
        service.deploy(2);
        service.vessels.look(vessels -> vessels.with("vessel1", 1_000));
        for (int round = 0; round < 3; round++) {
            List<Future<Response>> bookings = new ArrayList<>();
            IntStream.range(0, 30).forEach(n -> bookings.add(booking(Duration.ofSeconds(2))));
            soon().until(() -> bookings.stream().anyMatch(Future::isComplete));
            service.nats.kill();
            soon().until(() -> bookings.stream().allMatch(Future::isComplete));
            service.nats.restart();
            soon().until(this::canBook);
        }

        soon().until(() -> told.unpublished() == 0);
        List<String> ids = told.ids();
        assertEquals(ids.size(), new HashSet<>(ids).size());
        assertEquals(new HashSet<>(told.stored()), new HashSet<>(ids));
    }

    @Test
    void tellsOnceWhatWasStoredAndNeverMarked() {
        told.provision();
        dev.shippy.consignment.Consignment rejected = dev.shippy.consignment.Consignment.accepted(
                freshId(), "user1", 1_000, Samples.draft(), Optional.empty(), new Deadline(1), Samples.TRACE);
        told.insertAndDieAfterThePubAck(rejected);
        assertEquals(1, told.ids().size());
        assertEquals(1, told.unpublished());

        service.deploy(2);

        soon().until(() -> told.unpublished() == 0);
        assertEquals(List.of(rejected.id() + "-rejected"), told.ids());
    }

    @Test
    void tellsEverythingAgainWhenTheStreamWasLost() throws IOException {
        told.provision();
        service.deploy(2);
        service.vessels.look(vessels -> vessels.with("vessel1", 10));
        List<String> ids = IntStream.range(0, 5).mapToObj(n -> book()).toList();
        cancel(ids.get(0));
        soon().until(() -> told.unpublished() == 0);
        List<EventMessage> before = told.events();

        told.wipe(folder);
        told.provision();
        soon().until(this::canBook);
        RepublishResponse answer = await(republish("admin1", 1));

        assertEquals(6, answer.getScheduled());
        assertTrue(answer.getOk());
        soon().until(() -> told.unpublished() == 0);
        assertTrue(told.events().containsAll(before));
        assertEquals(7, told.ids().size());
    }

    @Test
    void letsOnlyAdminsTellAgainAndOnlySinceATimeThatHasPassed() {
        service.deploy(1);

        assertEquals(
                ErrorCode.PERMISSION_DENIED,
                assertThrows(ServiceException.class, () -> await(republish("user1", 1)))
                        .code());
        for (long since : List.of(0L, -1L, System.currentTimeMillis() + 60_000)) {
            ServiceException refused = assertThrows(ServiceException.class, () -> await(republish("admin1", since)));
            assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
            assertTrue(refused.sentence().startsWith("since "), refused.sentence());
        }
        assertEquals(0, await(republish("admin1", 1)).getScheduled());
    }

    private String book() {
        return await(booking(Duration.ofSeconds(5))).getConsignment().getId();
    }

    private Future<Response> booking(Duration limit) {
        Consignment wish = Wire.message(Samples.pending("vessel1", 1)).toBuilder()
                .setVesselId("vessel1")
                .build();
        return service.call(ShippingService.CREATE_CONSIGNMENT, "user1", freshId(), limit, wish);
    }

    private boolean canBook() {
        return await(booking(Duration.ofSeconds(2)).transform(answer -> Future.succeededFuture(answer.succeeded())));
    }

    private void cancel(String id) {
        await(service.call(
                ShippingService.CANCEL_CONSIGNMENT,
                "user1",
                ConsignmentId.newBuilder().setId(id).build()));
    }

    private Future<RepublishResponse> republish(String user, long since) {
        return service.call(
                ShippingService.REPUBLISH_EVENTS,
                user,
                RepublishRequest.newBuilder().setSince(since).build());
    }

    private static ConditionFactory soon() {
        return Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(30));
    }
}
