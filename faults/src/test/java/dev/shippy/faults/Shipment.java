package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.ConsignmentId;
import dev.shippy.contracts.consignment.v1.Response;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.faults.Crash.Road;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/** A consignment that only its own vessels have room for, and the call that gets into trouble. */
final class Shipment {

    private static final Duration TRY = Duration.ofSeconds(2);
    /** While one of two instances is stopped, each step that asks it is lost and comes again, as chance will have it. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final int CONTAINERS = 3;

    private final Road road;
    private final String requestId = UUID.randomUUID().toString();
    private final String vessel;
    private final Consignment consignment;
    private final Person customer;
    private final Audit audit;
    private Future<Response> call = Future.succeededFuture();
    private long deadline;

    private Shipment(Road road, int weight, Person customer, Audit audit) {
        this.road = road;
        this.vessel = "v" + weight;
        this.customer = customer;
        this.audit = audit;
        this.consignment = Person.consignment(weight).toBuilder()
                .setDescription(requestId)
                .setVesselId(wishes(road) ? vessel : "")
                .build();
    }

    /** Makes the vessels; the weight is more than any other vessel carries. */
    static Shipment prepare(Road road, int weight, Person customer, Person admin, Audit audit) {
        Shipment shipment = new Shipment(road, weight, customer, audit);
        if (road != Road.NONE) {
            shipment.create(admin, shipment.vessel, weight);
        }
        if (road == Road.SECOND || road == Road.REJECT) {
            audit.inService(shipment.vessel, false);
        }
        if (road.hasSecond()) {
            shipment.create(admin, shipment.vessel + "b", weight);
        }
        if (road == Road.CANCEL) {
            shipment.answered(shipment::book);
        }
        return shipment;
    }

    private static boolean wishes(Road road) {
        return road == Road.SECOND || road == Road.REJECT || road.refusesLater();
    }

    private void create(Person admin, String id, int weight) {
        Vessel room = Vessel.newBuilder()
                .setId(id)
                .setName("Vessel")
                .setCapacity(CONTAINERS)
                .setMaxWeight(weight)
                .build();
        answered(() -> admin.call(VesselService.CREATE, room, id, TRY));
    }

    String vessel() {
        return vessel;
    }

    void call(Duration patience) {
        deadline = System.currentTimeMillis() + patience.toMillis();
        call = road == Road.CANCEL ? cancel(patience) : book(patience);
    }

    boolean isOver() {
        return call.isComplete();
    }

    /** Of the call. */
    String outcome() {
        return call.failed() ? String.valueOf(call.cause().getMessage()) : "answered " + call.isComplete();
    }

    /** Nobody drives the booking now. */
    void driverIsGone() {
        if (road.refusesLater()) {
            audit.inService(vessel, false);
        }
    }

    /** What was begun is decided, without anybody asking again. */
    void awaitDecision() {
        Awaitility.await(road + " is decided")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> System.currentTimeMillis() > deadline && audit.undecided() == 0);
    }

    /** Asks again, twice, for the one true answer, and looks at the stores. */
    void check() {
        assertEquals(List.of(), audit.findings());
        if (road == Road.CANCEL) {
            assertEquals(200, answered(this::cancel));
        }
        assertEquals(road.answer, answered(this::book));
        assertEquals(road.answer, answered(this::book));
        assertEquals(List.of(), audit.findings());
        assertEquals(expectedState(), audit.consignment(requestId).orElseThrow().getString("state"));
    }

    private String expectedState() {
        if (road == Road.CANCEL) {
            return "CANCELLED";
        }
        return road.answer == 200 ? "BOOKED" : "REJECTED";
    }

    private Future<Response> book() {
        return book(TRY);
    }

    private Future<Response> book(Duration patience) {
        return customer.call(ShippingService.CREATE_CONSIGNMENT, consignment, requestId, patience);
    }

    private Future<Response> cancel() {
        return cancel(TRY);
    }

    private Future<Response> cancel(Duration patience) {
        String id = audit.consignment(requestId).orElseThrow().getString("_id");
        ConsignmentId message = ConsignmentId.newBuilder().setId(id).build();
        return customer.call(
                ShippingService.CANCEL_CONSIGNMENT, message, UUID.randomUUID().toString(), patience);
    }

    private interface Attempt {
        Future<?> call();
    }

    /** The first answer that is not "unknown", as a number. */
    @CanIgnoreReturnValue
    private int answered(Attempt attempt) {
        return Awaitility.await("an answer to " + road)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> code(attempt.call()), code -> code < 500);
    }

    private static int code(Future<?> call) {
        var unused = call.otherwiseEmpty().await();
        return Person.codeOf(call);
    }
}
