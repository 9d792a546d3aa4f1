package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;
import static dev.shippy.consignment.Samples.freshId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.consignment.FakeVessels.Fate;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.ConsignmentId;
import dev.shippy.contracts.consignment.v1.Container;
import dev.shippy.contracts.consignment.v1.GetRequest;
import dev.shippy.contracts.consignment.v1.Response;
import dev.shippy.contracts.consignment.v1.State;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service through its doors: two instances, real NATS and MongoDB. */
final class ConsignmentServiceIT {

    private static ServiceFixture service;

    @BeforeAll
    static void start(@TempDir Path folder) {
        service = new ServiceFixture(folder, 2);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void booksTheTutorialsConsignment() {
        String vessel = vesselFor(1);
        String user = freshUser();
        Response response = await(service.book(user, freshId(), sample(vessel)));
        assertTrue(response.getCreated());
        assertTrue(response.getOk());
        Consignment booked = response.getConsignment();
        assertEquals(vessel, booked.getVesselId());
        assertEquals(State.BOOKED, booked.getState());
        assertEquals(55_000, booked.getWeight());
        assertEquals(
                List.of("1", "2", "3"),
                booked.getContainersList().stream().map(Container::getId).toList());
        assertTrue(booked.getContainersList().stream()
                .allMatch(container -> container.getUserId().equals(user)));
        assertEquals("cust002", booked.getContainers(1).getCustomerId());
        assertEquals(booked, await(get(user, booked.getId())).getConsignment());
    }

    @Test
    void answersFiftyEqualRequestsWithOneConsignment() {
        String vessel = vesselFor(9);
        String user = freshUser();
        String requestId = freshId();
        Set<Response> answers = new HashSet<>();
        together(50, n -> service.book(user, requestId, sample(vessel))).forEach(answer -> answers.add(await(answer)));
        assertEquals(1, answers.size());
        assertEquals(1, list(user, 10).size());
        assertEquals(
                ErrorCode.ALREADY_EXISTS,
                failure(service.book(
                        user, requestId, sample(vessel).toBuilder().setWeight(1).build())));
        assertTrue(await(service.book(freshUser(), requestId, sample(vessel))).getCreated());
    }

    @Test
    void booksExactlyWhatFits() {
        String vessel = vesselFor(3);
        List<Future<Response>> bookings = together(64, n -> service.book(freshUser(), freshId(), sample(vessel)));
        List<ErrorCode> refused = new ArrayList<>();
        for (Future<Response> booking : bookings) {
            try {
                assertEquals(vessel, await(booking).getConsignment().getVesselId());
            } catch (ServiceException failure) {
                refused.add(failure.code());
                assertEquals("No vessel has room for 3 containers of 55000 kg", failure.sentence());
            }
        }
        assertEquals(61, refused.size());
        assertEquals(Set.of(ErrorCode.FAILED_PRECONDITION), new HashSet<>(refused));
    }

    @Test
    void givesTheRoomOfACancelledOneBack() {
        String vessel = vesselFor(1);
        String user = freshUser();
        String id = await(service.book(user, freshId(), sample(vessel)))
                .getConsignment()
                .getId();
        assertEquals(ErrorCode.FAILED_PRECONDITION, failure(service.book(user, freshId(), sample(vessel))));
        assertEquals(State.CANCELLED, await(cancel(user, id)).getConsignment().getState());
        assertEquals(State.CANCELLED, await(cancel(user, id)).getConsignment().getState());
        assertTrue(await(service.book(user, freshId(), sample(vessel))).getCreated());
    }

    @Test
    void showsAConsignmentToItsOwnerAndToAdminsOnly() {
        String user = freshUser();
        String id = await(service.book(user, freshId(), sample(vesselFor(1))))
                .getConsignment()
                .getId();
        ServiceException anothers = failureOf(get(freshUser(), id));
        ServiceException missing = failureOf(get(user, freshId()));
        assertEquals(ErrorCode.NOT_FOUND, anothers.code());
        assertEquals(missing.code(), anothers.code());
        assertEquals(missing.sentence(), anothers.sentence());
        assertEquals(ErrorCode.NOT_FOUND, failure(cancel(freshUser(), id)));
        assertEquals(id, await(get("admin-" + freshId(), id)).getConsignment().getId());
    }

    @Test
    void listsPageByPageForWhomTheTokenWasMade() {
        String user = freshUser();
        String vessel = vesselFor(5);
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            ids.add(await(service.book(user, freshId(), sample(vessel)))
                    .getConsignment()
                    .getId());
        }
        assertEquals(new HashSet<>(ids), new HashSet<>(list(user, 2)));
        assertEquals(5, list(user, 2).size());
        String token = await(page(user, 2, "")).getNextPageToken();
        assertEquals(ErrorCode.INVALID_ARGUMENT, failure(page(freshUser(), 2, token)));
        assertEquals(ErrorCode.INVALID_ARGUMENT, failure(page(user, 2, token + "x")));
        assertEquals(ErrorCode.INVALID_ARGUMENT, failure(page(user, 1_001, "")));
    }

    @Test
    void namesTheFieldThatIsWrong() {
        Consignment wrong = sample("").toBuilder().setWeight(0).build();
        assertEquals(
                "weight is 0, from 1 to 2147483647 is allowed",
                failureOf(book(wrong)).sentence());
        assertEquals(ErrorCode.INVALID_ARGUMENT, failure(get(freshUser(), "x")));
    }

    /** The first driver hears nothing; the vessel has executed its Reserve. */
    @Test
    void finishesABookingThatGotNoAnswer() {
        String vessel = vesselFor(1);
        service.vessels.look(vessels -> vessels.next(Fate.EXECUTED_BUT_UNANSWERED));
        String user = freshUser();
        String requestId = freshId();
        assertEquals(
                ErrorCode.DEADLINE_EXCEEDED,
                failure(service.call(
                        ShippingService.CREATE_CONSIGNMENT, user, requestId, Duration.ofMillis(700), sample(vessel))));
        Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> stateOf(user) == State.BOOKED);
        Response again = await(service.book(user, requestId, sample(vessel)));
        assertTrue(again.getCreated());
        String id = again.getConsignment().getId();
        assertEquals(List.of(vessel + " 0"), service.vessels.look(vessels -> vessels.holdsOf(id)));
    }

    private static State stateOf(String user) {
        return await(page(user, 1, "")).getConsignments(0).getState();
    }

    private static List<String> list(String user, int pageSize) {
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            Response page = await(page(user, pageSize, token));
            page.getConsignmentsList().forEach(consignment -> ids.add(consignment.getId()));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return ids;
    }

    private static Future<Response> book(Consignment consignment) {
        return service.book(freshUser(), freshId(), consignment);
    }

    private static Future<Response> page(String user, int size, String token) {
        GetRequest request =
                GetRequest.newBuilder().setPageSize(size).setPageToken(token).build();
        return service.call(ShippingService.GET_CONSIGNMENTS, user, request);
    }

    private static Future<Response> get(String user, String id) {
        return service.call(
                ShippingService.GET_CONSIGNMENT,
                user,
                ConsignmentId.newBuilder().setId(id).build());
    }

    private static Future<Response> cancel(String user, String id) {
        return service.call(
                ShippingService.CANCEL_CONSIGNMENT,
                user,
                ConsignmentId.newBuilder().setId(id).build());
    }

    /** A vessel of the test's own with so many places; nobody else finds it, since it is only reached by a wish. */
    private static String vesselFor(int places) {
        String vessel = "vessel-" + freshId();
        service.vessels.look(vessels -> vessels.with(vessel, places).hide(vessel));
        return vessel;
    }

    private static Consignment sample(String wish) {
        return Wire.message(Samples.pending("vessel1", 1)).toBuilder()
                .setVesselId(wish)
                .build();
    }

    private static String freshUser() {
        return "user-" + freshId();
    }

    private static <T> List<Future<T>> together(int count, IntFunction<Future<T>> call) {
        return IntStream.range(0, count).mapToObj(call).toList();
    }

    private static ErrorCode failure(Future<?> future) {
        return failureOf(future).code();
    }

    private static ServiceException failureOf(Future<?> future) {
        return assertThrows(ServiceException.class, () -> await(future));
    }
}
