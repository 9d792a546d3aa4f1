package dev.shippy.runtime.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.Specification;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Headers say the same wherever they are. */
class RequestTest {

    private static final Specification BODY =
            Specification.newBuilder().setCapacity(3).setMaxWeight(55_000).build();

    @Test
    void readsHeadersThatAreCarriedInFrontOfTheBody() throws InvalidProtocolBufferException {
        Request request = Request.carried(carried("Authorization: Bearer abc\r\nRequest-Id: one\r\nDeadline: 1\r\n"));

        assertEquals("abc", request.headers().token());
        assertEquals("one", request.headers().call(Clock.systemUTC(), 0).requestId());
        assertEquals(1, request.headers().call(Clock.systemUTC(), 0).deadline().unixMillis());
        assertEquals(BODY.getSerializedSize(), request.size());
        assertEquals(BODY, request.parse(VesselService.FIND_AVAILABLE));
    }

    @Test
    void readsARequestWithoutHeaders() throws InvalidProtocolBufferException {
        byte[] data = ByteBuffer.allocate(Integer.BYTES + BODY.getSerializedSize())
                .putInt(0)
                .put(BODY.toByteArray())
                .array();
        Request request = Request.carried(message(data, null));

        assertEquals("", request.headers().token());
        assertEquals(BODY, request.parse(VesselService.FIND_AVAILABLE));
    }

    @Test
    void readsAnEmptyBody() throws InvalidProtocolBufferException {
        Request request = Request.carried(message(new byte[Integer.BYTES], null));

        assertEquals(0, request.size());
        assertEquals(Specification.getDefaultInstance(), request.parse(VesselService.FIND_AVAILABLE));
    }

    @Test
    void readsHeadersThatWereLeftToTheClient() throws InvalidProtocolBufferException {
        Headers headers = new Headers().add("Authorization", "Bearer abc");
        Request request = Request.plain(message(BODY.toByteArray(), headers));

        assertEquals("abc", request.headers().token());
        assertEquals(BODY, request.parse(VesselService.FIND_AVAILABLE));
    }

    @Test
    void readsHeadersOfAnotherForm() throws InvalidProtocolBufferException {
        Request unusual = Request.carried(carried("Authorization:\tBearer abc\r\n"));
        assertEquals("abc", unusual.headers().token());
        assertEquals(BODY, unusual.parse(VesselService.FIND_AVAILABLE));

        Request none = Request.carried(carried(""));
        assertEquals("", none.headers().token());
        assertEquals(BODY, none.parse(VesselService.FIND_AVAILABLE));
    }

    @Test
    void takesAStatusForNoHeaders() throws InvalidProtocolBufferException {
        Request status = Request.carried(carrying("NATS/1.0 503\r\n\r\n"));

        assertEquals("", status.headers().token());
        assertEquals(BODY, status.parse(VesselService.FIND_AVAILABLE));
    }

    @Test
    void refusesAHeaderThatIsGivenTwice() {
        Request request = Request.carried(carried("Authorization: Bearer a\r\nX: y\r\nAuthorization: Bearer b\r\n"));

        ServiceException refused =
                assertThrows(ServiceException.class, () -> request.headers().token());

        assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
        assertTrue(refused.sentence().contains("given 2 times"), refused.sentence());
    }

    private static Message carried(String lines) {
        return carrying("NATS/1.0\r\n" + lines + "\r\n");
    }

    private static Message carrying(String block) {
        byte[] headers = block.getBytes(StandardCharsets.US_ASCII);
        byte[] data = ByteBuffer.allocate(Integer.BYTES + headers.length + BODY.getSerializedSize())
                .putInt(headers.length)
                .put(headers)
                .put(BODY.toByteArray())
                .array();
        return message(data, null);
    }

    private static Message message(byte[] data, @Nullable Headers headers) {
        NatsMessage.Builder message = NatsMessage.builder().subject("a").data(data);
        return (headers == null ? message : message.headers(headers)).build();
    }
}
