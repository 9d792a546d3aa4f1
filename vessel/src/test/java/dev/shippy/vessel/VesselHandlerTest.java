package dev.shippy.vessel;

import static dev.shippy.vessel.Awaiting.assertNamed;
import static dev.shippy.vessel.Awaiting.await;
import static dev.shippy.vessel.Awaiting.refusal;
import static dev.shippy.vessel.Requests.SAMPLE;
import static dev.shippy.vessel.Requests.call;
import static dev.shippy.vessel.Requests.page;
import static dev.shippy.vessel.Requests.release;
import static dev.shippy.vessel.Requests.reserve;
import static dev.shippy.vessel.Requests.specification;
import static dev.shippy.vessel.Requests.vessel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.vessel.v1.ReserveResponse;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.contracts.vessel.v1.VesselId;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VesselHandlerTest {

    private final FakeVessels vessels = new FakeVessels();
    private final VesselHandler handler = new VesselHandler(vessels);
    private final Call call = call("admin", "request-1");

    @Test
    void showsTheVesselItFinds() {
        boat("vessel001");

        Response response = await(handler.findAvailable(call, SAMPLE));

        assertTrue(response.getOk());
        assertEquals("vessel001", response.getVessel().getId());
        assertEquals(200_000, response.getVessel().getFreeWeight());
        assertTrue(response.getVessel().getAvailable());
    }

    @Test
    void saysWhyNoVesselIsFound() {
        assertEquals(
                "No vessel has room for 3 containers of 55000 kg",
                refusal(ErrorCode.FAILED_PRECONDITION, handler.findAvailable(call, SAMPLE)));
        Specification another = specification(1, 7).addExcept("vessel001").build();
        assertEquals(
                "No other vessel has room for 1 container of 7 kg",
                refusal(ErrorCode.FAILED_PRECONDITION, handler.findAvailable(call, another)));
    }

    @Test
    void createsAVesselOfTheCaller() {
        Response response = await(handler.create(call, vessel().build()));

        assertTrue(response.getCreated());
        assertEquals("admin", response.getVessel().getOwnerId());
        assertTrue(response.getVessel().getId().matches("[0-9a-f]{32}"));
        assertTrue(response.getVessel().getAvailable(), "absent means in service");
        assertEquals(5, response.getVessel().getFreeCapacity());
    }

    @Test
    void createsOneVesselForOneRequestOfOneCaller() {
        String id = created(call);

        assertEquals(id, created(call));
        assertNotEquals(id, created(call("admin", "request-2")));
        assertNotEquals(id, created(call("other", "request-1")));
    }

    @Test
    void refusesTheSameRequestWithAnotherContent() {
        boat("ignored");
        assertEquals(
                id(call, vessel().setId("a").build()),
                id(call, vessel().setId("a").build()));

        refusal(
                ErrorCode.ALREADY_EXISTS,
                handler.create(call, vessel().setId("a").setName("b").build()));
        refusal(
                ErrorCode.ALREADY_EXISTS,
                handler.create(call, vessel().setId("a").setAvailable(false).build()));
        refusal(
                ErrorCode.ALREADY_EXISTS,
                handler.create(call("x", "y"), vessel().setId("a").build()));
    }

    @Test
    void takesAVesselOutOfServiceWhenAsked() {
        Response response =
                await(handler.create(call, vessel().setAvailable(false).build()));

        assertTrue(response.getVessel().hasAvailable());
        assertFalse(response.getVessel().getAvailable());
    }

    @Test
    void reservesUntilTheDeadlineOfTheCall() {
        assertEquals(
                ReserveResponse.Outcome.GRANTED,
                await(handler.reserve(call, reserve().build())).getOutcome());
        assertEquals("reserve vessel001 3 containers of 55000 kg until 1234, named 1234", vessels.asked);
        var unused = await(handler.reserve(call, reserve().setDeadline(99).build()));
        assertEquals("reserve vessel001 3 containers of 55000 kg until 1234, named 99", vessels.asked);

        vessels.outcome = VesselRepository.Outcome.REFUSED;
        assertEquals(
                ReserveResponse.Outcome.REFUSED,
                await(handler.reserve(call, reserve().build())).getOutcome());
    }

    @Test
    void refusesADeadlineOfAClockThatIsFarOff() {
        for (long named : List.of(Long.MIN_VALUE, Long.MAX_VALUE, 1234L + 3_600_001)) {
            assertNamed(
                    "deadline",
                    () -> handler.reserve(call, reserve().setDeadline(named).build()));
        }
    }

    @Test
    void releasesUpToTheDeadlineOfTheConsignment() {
        assertTrue(await(handler.release(call, release().build())).getReleased());
        assertEquals("release vessel001 3 containers of 55000 kg up to 99", vessels.asked);
    }

    @Test
    void findsNoVesselUnderAnUnknownId() {
        String sentence = refusal(
                ErrorCode.NOT_FOUND,
                handler.get(call, VesselId.newBuilder().setId("nobody").build()));

        assertTrue(sentence.contains("nobody"), sentence);
        assertNamed("id", () -> handler.get(call, VesselId.getDefaultInstance()));
    }

    @Test
    void leadsFromPageToPage() {
        List.of("a", "b", "c").forEach(this::boat);

        Response first = await(handler.list(call, page(2, "")));
        Response second = await(handler.list(call, page(2, first.getNextPageToken())));

        assertEquals(List.of("a", "b"), ids(first));
        assertEquals(List.of("c"), ids(second));
        assertEquals("", second.getNextPageToken());
    }

    @Test
    void refusesThePageTokenOfAnother() {
        List.of("a", "b", "c").forEach(this::boat);
        String token = await(handler.list(call, page(2, ""))).getNextPageToken();

        assertNamed("page_token", () -> handler.list(call("other", "request-1"), page(2, token)));
        assertNamed("page_token", () -> handler.list(call, page(2, "x" + token)));
        assertNamed("page_size", () -> handler.list(call, page(1_001, "")));
    }

    @Test
    void keepsAPageWithinItsBytes() {
        IntStream.range(0, 600)
                .forEach(number -> vessels.vessels.put(
                        String.format(Locale.ROOT, "%064d", number),
                        Vessel.empty(
                                String.format(Locale.ROOT, "%064d", number),
                                "\u20ac".repeat(200),
                                5,
                                5,
                                true,
                                "o".repeat(64))));

        Response page = await(handler.list(call, page(1_000, "")));

        assertTrue(page.getSerializedSize() <= Limits.REPLY_BYTES, page.getSerializedSize() + " bytes");
        assertTrue(page.getVesselsCount() > 250, page.getVesselsCount() + " vessels");
        Response next = await(handler.list(call, page(1_000, page.getNextPageToken())));
        assertEquals(
                String.format(Locale.ROOT, "%064d", page.getVesselsCount()),
                ids(next).get(0));
    }

    private void boat(String id) {
        vessels.vessels.put(id, Vessel.empty(id, "", 500, 200_000, true, "admin"));
    }

    private String created(Call by) {
        return id(by, vessel().build());
    }

    private String id(Call by, dev.shippy.contracts.vessel.v1.Vessel message) {
        return await(handler.create(by, message)).getVessel().getId();
    }

    private static List<String> ids(Response page) {
        return page.getVesselsList().stream()
                .map(dev.shippy.contracts.vessel.v1.Vessel::getId)
                .toList();
    }
}
