package dev.shippy.runtime.nats;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.Specification;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.nats.client.support.IncomingHeadersProcessor;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Our own parser, jnats behind a carried block, and jnats alone. */
    private static List<Request> everyWay(String lines) {
        Headers headers =
                new IncomingHeadersProcessor(("NATS/1.0\r\n" + lines + "\r\n").getBytes(US_ASCII)).getHeaders();
        return List.of(
                Request.carried(carried(lines)),
                Request.carried(carried(lines + "X:\ty\r\n")),
                Request.plain(message(BODY.toByteArray(), headers)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"as documented", "lower", "UPPER"})
    void readsNamesInAnyCase(String form) {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        String lines = Stream.of("Authorization", "Request-Id", "Deadline", "Caller", "traceparent", "tracestate")
                .map(name -> form.equals("lower")
                        ? name.toLowerCase(Locale.ROOT)
                        : form.equals("UPPER") ? name.toUpperCase(Locale.ROOT) : name)
                .map(name -> name + ": " + valueOf(name, trace) + "\r\n")
                .collect(Collectors.joining());

        for (Request request : everyWay(lines)) {
            RequestHeaders headers = request.headers();
            Call call = headers.call(Clock.systemUTC(), 0);

            assertEquals("abc", headers.token());
            assertEquals("one", call.requestId());
            assertEquals(1, call.deadline().unixMillis());
            assertEquals("ada", headers.caller().id());
            assertEquals(trace, call.trace().parent());
            assertEquals("a=b", call.trace().state());
        }
    }

    private static String valueOf(String name, String trace) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "authorization" -> "Bearer abc";
            case "request-id" -> "one";
            case "deadline" -> "1";
            case "caller" -> "ada";
            case "traceparent" -> trace;
            default -> "a=b";
        };
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Authorization",
        "Authorization, authorization",
        "Request-Id, request-id",
        "Deadline, DEADLINE"
    })
    void refusesADuplicateHeaderInAnyCase(String name, String again) {
        String value = name.equals("Deadline") ? "1" : "Bearer";
        for (Request request : everyWay(name + ": " + value + "\r\nX: y\r\n" + again + ": " + value + "\r\n")) {
            ServiceException refused = assertThrows(ServiceException.class, () -> context(request));

            assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
            assertEquals("The header " + name + " is given 2 times", refused.sentence());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RequestId, Request-Id",
        "request_id, Request-Id",
        "X-Request-Id, Request-Id",
        "Request.ID, Request-Id",
        "Idempotency-Key, Request-Id",
        "Dead-Line, Deadline",
        "x-deadline, Deadline",
        "X-Authorization, Authorization",
        "X-Caller, Caller"
    })
    void refusesAMisspeltHeader(String name, String right) {
        for (Request request : everyWay(name + ": 1\r\n")) {
            ServiceException refused = assertThrows(ServiceException.class, () -> context(request));

            assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
            assertEquals("The header " + name + " is not supported: use " + right, refused.sentence());
        }
    }

    /** Such a header may be foreign: no call depends on it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Name: y",
                "Request-Id: 1\r\nX-Request-Id: 2",
                "Trace-Parent: x",
                "traceparent: malformed",
                "Id: 1",
                "Deadlines: soon",
                "X-B3-TraceId: 1"
            })
    void ignoresForeignHeaders(String lines) {
        for (Request request : everyWay(lines + "\r\n")) {
            assertTrue(context(request).trace().parent().startsWith("00-"));
        }
    }

    private static Call context(Request request) {
        String unused = request.headers().token();
        return request.headers().call(Clock.systemUTC(), 0);
    }

    private static Message carried(String lines) {
        return carrying("NATS/1.0\r\n" + lines + "\r\n");
    }

    private static Message carrying(String block) {
        byte[] headers = block.getBytes(US_ASCII);
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
