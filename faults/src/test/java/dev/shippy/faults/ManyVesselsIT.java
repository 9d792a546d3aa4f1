package dev.shippy.faults;

import static dev.shippy.faults.Bookings.atOnce;
import static dev.shippy.faults.Bookings.countByCode;
import static dev.shippy.faults.Bookings.sentences;
import static dev.shippy.faults.Bookings.vesselsOf;
import static dev.shippy.faults.Person.consignment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.consignment.v1.Response;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bookings on vessels of different sizes, with two instances of each service. */
@Tag("alone") // As DrainIT: it starts with many calls at once.
class ManyVesselsIT {

    private static final int SAMPLE_WEIGHT = 55_000;

    private final Vertx vertx = Vertx.vertx();
    private final Installation installation = new Installation(Map.of()).startAll();
    private final NatsClient client = NatsClient.connect(vertx, installation.nats.url(), Duration.ofSeconds(5))
            .await();

    @AfterEach
    void close() {
        client.close().await();
        vertx.close().await();
        installation.close();
    }

    @Test
    void overBooksNoneOfFiveVesselsWithTwoInstancesOfEachService() {
        installation.start("user").awaitServing();
        installation.start("vessel").awaitServing();
        installation.start("consignment").awaitServing();
        Person admin = Person.admin(client);
        int[] weights = {60_000, 120_000, 333_000, 56_000};
        for (int weight : weights) {
            Vessel vessel = Vessel.newBuilder()
                    .setName("Vessel")
                    .setCapacity(100)
                    .setMaxWeight(weight)
                    .build();
            assertEquals(true, admin.call(VesselService.CREATE, vessel).await().getCreated());
        }
        Person ada = Person.signUp(client);

        List<Future<Response>> calls = atOnce(64, i -> ada.book(consignment(SAMPLE_WEIGHT), "r" + i));

        // 1 + 2 + 6 + 1 fit on the new vessels, 3 on the first.
        assertEquals(Map.of(200, 13L, 412, 51L), countByCode(calls), sentences(calls));
        Map<String, Long> booked = calls.stream()
                .filter(Future::succeeded)
                .collect(Collectors.groupingBy(
                        call -> call.result().getConsignment().getVesselId(), Collectors.counting()));
        for (Vessel vessel : vesselsOf(ada)) {
            long holds = booked.getOrDefault(vessel.getId(), 0L);
            assertEquals(vessel.getMaxWeight() - holds * SAMPLE_WEIGHT, vessel.getFreeWeight(), vessel.getId());
            assertEquals(vessel.getCapacity() - holds * 3, vessel.getFreeCapacity(), vessel.getId());
        }
    }
}
