package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.assertNamed;
import static dev.shippy.vessel.Requests.RESERVATION;
import static dev.shippy.vessel.Requests.release;
import static dev.shippy.vessel.Requests.reserve;
import static dev.shippy.vessel.Requests.specification;
import static dev.shippy.vessel.Requests.vessel;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Limits;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VesselValidationTest {

    private final VesselHandler handler = new VesselHandler(new FakeVessels());
    private final Call call = Requests.call("admin", "request-1");

    @Test
    void namesTheFieldOfAVesselThatIsWrong() {
        assertNamed("id", () -> handler.create(call, vessel().setId("a b").build()));
        assertNamed("name", () -> handler.create(call, vessel().setName("a\nb").build()));
        assertNamed(
                "name",
                () -> handler.create(call, vessel().setName("x".repeat(201)).build()));
        assertNamed(
                "capacity", () -> handler.create(call, vessel().setCapacity(0).build()));
        assertNamed(
                "capacity",
                () -> handler.create(call, vessel().setCapacity(1_000_001).build()));
        assertNamed(
                "max_weight",
                () -> handler.create(call, vessel().setMaxWeight(-1).build()));
    }

    @Test
    void namesTheFieldOfASpecificationThatIsWrong() {
        assertNamed(
                "capacity",
                () -> handler.findAvailable(call, specification(0, 1).build()));
        assertNamed(
                "capacity",
                () -> handler.findAvailable(call, specification(1_001, 1).build()));
        assertNamed(
                "max_weight",
                () -> handler.findAvailable(call, specification(1, 0).build()));
        assertNamed(
                "except",
                () -> handler.findAvailable(
                        call, specification(1, 1).addExcept("$").build()));
        List<String> tooMany =
                IntStream.range(0, Limits.EXCEPT + 1).mapToObj(String::valueOf).toList();
        assertNamed(
                "except",
                () -> handler.findAvailable(
                        call, specification(1, 1).addAllExcept(tooMany).build()));
    }

    @Test
    void namesTheFieldOfAReservationThatIsWrong() {
        assertNamed(
                "vessel_id",
                () -> handler.reserve(call, reserve().setVesselId("").build()));
        assertNamed(
                "reservation_id",
                () -> handler.reserve(call, reserve().setReservationId("x.0").build()));
        assertNamed(
                "reservation_id",
                () -> handler.reserve(
                        call, reserve().setReservationId(RESERVATION + "00").build()));
        assertNamed(
                "capacity",
                () -> handler.reserve(call, reserve().clearSpecification().build()));
        assertNamed(
                "vessel_id",
                () -> handler.release(call, release().setVesselId("a/b").build()));
        assertNamed(
                "reservation_id",
                () -> handler.release(call, release().setReservationId("").build()));
        assertNamed("up_to", () -> handler.release(call, release().setUpTo(0).build()));
    }
}
