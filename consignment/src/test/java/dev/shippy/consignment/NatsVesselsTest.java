package dev.shippy.consignment;

import static dev.shippy.consignment.Samples.await;
import static dev.shippy.consignment.World.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.protobuf.Message;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.vessel.v1.ReleaseRequest;
import dev.shippy.contracts.vessel.v1.ReleaseResponse;
import dev.shippy.contracts.vessel.v1.ReserveRequest;
import dev.shippy.contracts.vessel.v1.ReserveResponse;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.runtime.nats.RpcClient;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the vessel service's answers mean for a booking. */
final class NatsVesselsTest {

    private static final Call CALL = Samples.call("user1", "request1", 9_000);
    private static final Room ROOM = new Room(3, 55_000);

    @Test
    void asksForTheRoomAndNamesTheVesselsThatRefused() {
        Recorder vessel = answering(Response.newBuilder()
                .setVessel(Vessel.newBuilder().setId("vessel2"))
                .build());
        assertEquals(
                Optional.of("vessel2"), await(new NatsVessels(vessel).findAnother(CALL, ROOM, List.of("vessel1"))));
        assertEquals(
                Specification.newBuilder()
                        .setCapacity(3)
                        .setMaxWeight(55_000)
                        .addExcept("vessel1")
                        .build(),
                vessel.request);
    }

    @Test
    void takesNoVesselHasRoomForAnAnswer() {
        Vessels none = failing(ErrorCode.FAILED_PRECONDITION);
        assertEquals(Optional.empty(), await(none.findAvailable(CALL, ROOM)));
        assertEquals(Optional.empty(), await(none.findAnother(CALL, ROOM, List.of())));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAILED_PRECONDITION")
    void saysBeforeABookingThatNothingWasDone(ErrorCode code) {
        ErrorCode expected = code == ErrorCode.DEADLINE_EXCEEDED ? code : ErrorCode.UNAVAILABLE;
        assertEquals(expected, failure(failing(code).findAvailable(CALL, ROOM)));
    }

    @ParameterizedTest
    @EnumSource
    void takesEveryFailureOfAReserveForUnknown(ErrorCode code) {
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, failure(failing(code).reserve(CALL, "vessel1", "c.0", ROOM)));
    }

    @ParameterizedTest
    @EnumSource
    void takesEveryFailureOfAReleaseForUnknown(ErrorCode code) {
        assertEquals(
                ErrorCode.DEADLINE_EXCEEDED,
                failure(failing(code).release(CALL, "vessel1", "c.0", ROOM, new Deadline(8_000))));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAILED_PRECONDITION")
    void takesEveryFailureToFindAnotherForUnknown(ErrorCode code) {
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, failure(failing(code).findAnother(CALL, ROOM, List.of())));
    }

    @Test
    void readsGrantedAndRefusedAndNothingElse() {
        assertEquals(Vessels.Answer.GRANTED, await(reserving(ReserveResponse.Outcome.GRANTED)));
        assertEquals(Vessels.Answer.REFUSED, await(reserving(ReserveResponse.Outcome.REFUSED)));
        assertEquals(ErrorCode.DEADLINE_EXCEEDED, failure(reserving(ReserveResponse.Outcome.OUTCOME_UNSPECIFIED)));
    }

    @Test
    void sendsWhatAReserveNeeds() {
        Recorder vessel = answering(ReserveResponse.newBuilder()
                .setOutcome(ReserveResponse.Outcome.GRANTED)
                .build());
        await(new NatsVessels(vessel).reserve(CALL, "vessel1", "c.0", ROOM));
        ReserveRequest sent = (ReserveRequest) vessel.request;
        assertNotNull(sent);
        assertEquals("vessel1 c.0", sent.getVesselId() + " " + sent.getReservationId());
        assertEquals(3, sent.getSpecification().getCapacity());
        assertEquals(CALL.deadline().unixMillis(), sent.getDeadline());
        assertEquals(CALL, vessel.call);
    }

    @Test
    void sendsUpToWhenAReleaseCloses() {
        Recorder vessel =
                answering(ReleaseResponse.newBuilder().setReleased(true).build());
        await(new NatsVessels(vessel).release(CALL, "vessel1", "c.0", ROOM, new Deadline(8_000)));
        ReleaseRequest sent = (ReleaseRequest) vessel.request;
        assertNotNull(sent);
        assertEquals(8_000, sent.getUpTo());
        assertEquals(55_000, sent.getSpecification().getMaxWeight());
    }

    @Test
    void takesAReleaseThatIsNotConfirmedForUnknown() {
        Vessels vessels = new NatsVessels(answering(ReleaseResponse.getDefaultInstance()));
        assertEquals(
                ErrorCode.DEADLINE_EXCEEDED,
                failure(vessels.release(CALL, "vessel1", "c.0", ROOM, new Deadline(8_000))));
    }

    private static Future<Vessels.Answer> reserving(ReserveResponse.Outcome outcome) {
        ReserveResponse response =
                ReserveResponse.newBuilder().setOutcome(outcome).build();
        return new NatsVessels(answering(response)).reserve(CALL, "vessel1", "c.0", ROOM);
    }

    private static Vessels failing(ErrorCode code) {
        return new NatsVessels(new Recorder(Future.failedFuture(new ServiceException(code, "No"))));
    }

    private static Recorder answering(Message response) {
        return new Recorder(Future.succeededFuture(response));
    }

    /** One answer for everything; keeps what was asked. */
    private static final class Recorder implements RpcClient {

        private final Future<? extends Message> answer;
        private @Nullable Message request;
        private @Nullable Call call;

        Recorder(Future<? extends Message> answer) {
            this.answer = answer;
        }

        @Override
        @SuppressWarnings("unchecked") // the test answers with the rpc's own message
        public <Q extends Message, R extends Message> Future<R> call(Rpc<?, Q, R> rpc, Call context, Q message) {
            request = message;
            call = context;
            return answer.map(response -> (R) response);
        }
    }
}
