package dev.shippy.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.consignment.v1.ConsignmentEvent;
import dev.shippy.contracts.user.v1.UserEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CloudEventsTest {

    private static final Trace TRACE = new Trace("00-0123456789abcdef0123456789abcdef-0123456789abcdef-01", "a=1");
    private static final EventMessage CREATED = new EventMessage(
            "7c1f",
            Event.USER_CREATED,
            "ada",
            Instant.ofEpochMilli(1_790_000_000_123L),
            TRACE,
            UserEvent.newBuilder().setUserId("ada").build());

    @Test
    void writesTheAttributesOfTheStandard() {
        assertEquals(
                Map.of(
                        "Nats-Msg-Id", "7c1f",
                        "ce-specversion", "1.0",
                        "ce-id", "7c1f",
                        "ce-type", "dev.shippy.user.created.v1",
                        "ce-source", "/shippy/user",
                        "ce-subject", "ada",
                        "ce-time", "2026-09-21T14:13:20.123Z",
                        "ce-datacontenttype", "application/protobuf",
                        "traceparent", TRACE.parent(),
                        "tracestate", "a=1"),
                CloudEvents.headers(CREATED));
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrites(Event event) throws UndecodableEventException {
        EventMessage message =
                new EventMessage("id", event, "entity", Instant.ofEpochMilli(5), TRACE, event.bodyPrototype());

        assertEquals(
                Optional.of(message),
                CloudEvents.read(CloudEvents.headers(message), message.body().toByteArray()));
    }

    @Test
    void readsHeadersInAnyCase() throws UndecodableEventException {
        Map<String, String> shouting = CloudEvents.headers(CREATED).entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toUpperCase(java.util.Locale.ROOT), Map.Entry::getValue));

        assertEquals(
                Optional.of(CREATED), CloudEvents.read(shouting, CREATED.body().toByteArray()));
    }

    @Test
    void knowsAnEventOfAnotherTypeForAnEvent() throws UndecodableEventException {
        assertEquals(
                Optional.empty(),
                CloudEvents.read(with("ce-type", "dev.shippy.user.renamed.v1"), new byte[] {1, 2, 3}));
    }

    @ParameterizedTest
    @CsvSource({
        "ce-specversion, 0.3, ce-specversion is not 1.0",
        "ce-specversion, -, ce-specversion is missing",
        "ce-id, -, ce-id is missing",
        "ce-id, a b, ce-id is not 1 to 128",
        "ce-id, '', ce-id is not 1 to 128",
        "ce-type, -, ce-type is missing",
        "ce-subject, -, ce-subject is missing",
        "ce-time, -, ce-time is missing",
        "ce-time, yesterday, ce-time is not a time",
    })
    void saysWhichHeaderIsWrong(String header, String value, String sentence) {
        Map<String, String> headers = with(header, value);
        if (value.equals("-")) {
            headers.remove(header);
        }

        String said = assertThrows(UndecodableEventException.class, () -> CloudEvents.read(headers, new byte[0]))
                .getMessage();

        assertTrue(String.valueOf(said).contains(sentence), said);
    }

    @Test
    void refusesBodiesThatAreGarbageOrTooLarge() {
        Map<String, String> headers = CloudEvents.headers(CREATED);

        assertThrows(UndecodableEventException.class, () -> CloudEvents.read(headers, new byte[] {(byte) 0xff}));
        assertThrows(UndecodableEventException.class, () -> CloudEvents.read(headers, new byte[900 * 1024]));
    }

    @Test
    void takesNoBodyOfAnotherType() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new EventMessage(
                        "id", Event.USER_CREATED, "ada", Instant.EPOCH, TRACE, ConsignmentEvent.getDefaultInstance()));
    }

    private static Map<String, String> with(String header, String value) {
        Map<String, String> headers = new HashMap<>(CloudEvents.headers(CREATED));
        headers.put(header, value);
        return headers;
    }
}
