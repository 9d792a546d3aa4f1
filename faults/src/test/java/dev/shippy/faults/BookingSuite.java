package dev.shippy.faults;

import static dev.shippy.faults.Bookings.atOnce;
import static dev.shippy.faults.Bookings.countByCode;
import static dev.shippy.faults.Bookings.ended;
import static dev.shippy.faults.Bookings.sentences;
import static dev.shippy.faults.Bookings.vessel;
import static dev.shippy.faults.Bookings.vesselsOf;
import static dev.shippy.faults.Person.codeOf;
import static dev.shippy.faults.Person.consignment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.ConsignmentId;
import dev.shippy.contracts.consignment.v1.Response;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bookings at the same time, through every process that they pass in earnest. */
abstract class BookingSuite {

    private static final int SAMPLE_WEIGHT = 55_000;

    private final Vertx vertx = Vertx.vertx();
    private final RunningSystem system;
    private final NatsClient client;

    BookingSuite(RunningSystem system) {
        this.system = system;
        this.client = NatsClient.connect(vertx, system.natsUrl(), Duration.ofSeconds(5))
                .await();
    }

    @AfterEach
    void close() {
        client.close().await();
        vertx.close().await();
        system.close();
    }

    @Test
    void booksExactlyThreeOfSixtyFourAtOnce() {
        Person ada = Person.signUp(client);

        List<Future<Response>> calls = atOnce(64, i -> ada.book(consignment(SAMPLE_WEIGHT), "r" + i));

        assertEquals(Map.of(200, 3L, 412, 61L), countByCode(calls), sentences(calls));
        Vessel vessel = vesselsOf(ada).get(0);
        assertEquals(200_000 - 3 * SAMPLE_WEIGHT, vessel.getFreeWeight());
        assertEquals(500 - 3 * 3, vessel.getFreeCapacity());
    }

    @Test
    void answersTheSameRequestFiftyTimesTheSame() {
        Person ada = Person.signUp(client);
        String requestId = UUID.randomUUID().toString();

        List<Future<Response>> calls = atOnce(50, i -> ada.book(consignment(SAMPLE_WEIGHT), requestId));

        assertEquals(Map.of(200, 50L), countByCode(calls), sentences(calls));
        Set<Response> answers = calls.stream().map(Future::result).collect(Collectors.toSet());
        assertEquals(1, answers.size());
        assertEquals(true, answers.iterator().next().getCreated());
        assertEquals(200_000 - SAMPLE_WEIGHT, vesselsOf(ada).get(0).getFreeWeight());
        assertEquals(409, codeOf(ended(ada.book(consignment(1), requestId))));
    }

    @Test
    void keepsTheSameRequestOfTwoCustomersApart() {
        Person ada = Person.signUp(client);
        Person eve = Person.signUp(client);

        Consignment adas = ada.book(consignment(1), "same").await().getConsignment();
        Consignment eves = eve.book(consignment(1), "same").await().getConsignment();

        assertNotEquals(adas.getId(), eves.getId());
        ConsignmentId id = ConsignmentId.newBuilder().setId(adas.getId()).build();
        assertEquals(200, codeOf(ended(ada.call(ShippingService.GET_CONSIGNMENT, id))));
        assertEquals(404, codeOf(ended(eve.call(ShippingService.GET_CONSIGNMENT, id))));
        assertEquals(404, codeOf(ended(eve.call(ShippingService.CANCEL_CONSIGNMENT, id))));
    }

    @Test
    void givesTheRoomOfACancelledConsignmentToTheNext() {
        Person ada = Person.signUp(client);
        Consignment first = ada.book(consignment(200_000), "first").await().getConsignment();
        assertEquals(412, codeOf(ended(ada.book(consignment(200_000), "second"))));
        ConsignmentId id = ConsignmentId.newBuilder().setId(first.getId()).build();

        List<Future<Response>> cancels = atOnce(8, i -> ada.call(ShippingService.CANCEL_CONSIGNMENT, id));

        assertEquals(Map.of(200, 8L), countByCode(cancels));
        assertEquals(200, codeOf(ended(ada.book(consignment(200_000), "third"))));
        assertEquals(412, codeOf(ended(ada.book(consignment(200_000), "first"))));
        assertEquals(0, vessel(ada, "vessel001").getFreeWeight());
    }
}
