package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.EmailService;
import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.consignment.v1.ConsignmentEvent;
import dev.shippy.contracts.email.v1.CountSentRequest;
import dev.shippy.contracts.email.v1.CountSentResponse;
import dev.shippy.contracts.user.v1.RepublishRequest;
import dev.shippy.contracts.user.v1.RepublishResponse;
import dev.shippy.contracts.user.v1.UserEvent;
import dev.shippy.runtime.nats.StreamSelection;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCommandsTest {

    @TempDir
    Path folder;

    private final FakeSystem system = new FakeSystem();
    private Person person;

    @BeforeEach
    void logIn() {
        person = new Person(system, folder).loggedIn();
    }

    @Test
    void listsTheNewestTwentyOldestFirst() {
        users(25);

        Person.Result result = person.run("event", "list");

        List<String> lines = result.out().lines().toList();
        assertEquals(21, lines.size(), result.toString());
        assertEquals(
                "   SEQ  TIME                      SUBJECT                ENTITY                                ID",
                lines.get(0));
        assertEquals(
                "     6  2026-11-25T10:00:06.123Z  user.created           user-6                                event-6",
                lines.get(1));
        assertTrue(lines.get(20).startsWith("    25 "), lines.get(20));
        assertEquals(1, system.streams.closed);
        assertEquals(1, system.closed);
    }

    @Test
    void listsWhatIsAskedFor() {
        users(5);
        system.streams.add(booked());
        Instant third = FakeStreams.START.plusSeconds(3);

        assertEquals(List.of(4, 5), listed("--last", "3", "--subject", "user.*", "--from-seq", "4"));
        assertEquals(List.of(6), listed("--subject", "consignment.booked"));
        assertEquals(List.of(2, 3), listed("--from-seq=2", "--count=2"));
        assertEquals(List.of(3, 4, 5, 6), listed("--since", third.toString()));
        assertEquals(List.of(1, 2, 3), listed("--until", third.toString()));
        assertEquals(List.of(2, 3), listed("--until", third.toString(), "--last", "2"));
        assertEquals(List.of(), listed("--since", "0s"));
    }

    @Test
    void listsEventsAsOneDocument() {
        users(2);

        JsonObject document =
                new JsonObject(person.run("event", "list", "-o", "json").out());

        JsonObject second = document.getJsonArray("events").getJsonObject(1);
        assertEquals(2, second.getInteger("seq"));
        assertEquals("2026-11-25T10:00:02.123456789Z", second.getString("stored"));
        assertEquals("user-2", second.getJsonObject("data").getString("user_id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list --since soon",
                "list --subject user.v1.Get",
                "list --count 0",
                "list --from-seq -1",
                "list --last 3 --count 3",
                "show first",
                "replay --speed slow",
                "redeliver --to everybody",
                "redeliver",
                "republish"
            })
    void refusesWhatIsNoFilter(String arguments) {
        Person.Result result = person.run(List.of("event"), arguments.split(" "));

        assertEquals(2, result.code());
        assertFalse(result.errors().isBlank());
        assertFalse(result.errors().contains("Exception"), result.errors());
        assertTrue(system.streams.opened.isEmpty());
    }

    @Test
    void showsAnEventDecoded() {
        system.streams.add(booked());

        Person.Result table = person.run("event", "show", "1");
        Person.Result json = person.run("event", "show", "1", "--output", "json");

        assertTrue(table.out().startsWith("""
                seq: 1
                stored: 2026-11-25T10:00:01.123456789Z
                subject: consignment.booked
                """), table.out());
        assertTrue(table.out().contains("\nNats-Msg-Id: event-b\n"), table.out());
        assertTrue(table.out().contains("\nce-type: dev.shippy.consignment.booked.v1\n"), table.out());
        assertTrue(
                table.out()
                        .endsWith("consignment_id: c1\nuser_id: u1\nvessel_id: vessel001\noccurred_at: 1000"
                                + " (1970-01-01T00:00:01Z)\n"),
                table.out());
        JsonObject document = new JsonObject(json.out());
        assertEquals("event-b", document.getJsonObject("headers").getString("ce-id"));
        assertEquals("1000", document.getJsonObject("data").getString("occurred_at"));
    }

    @Test
    void showsWhatIsNoEventAsBytes() {
        system.streams
                .add(EventStream.EVENTS, "user.created", Map.of(), new byte[] {1, (byte) 0xfe})
                .add(
                        EventStream.EVENTS,
                        "user.created",
                        Map.of("ce-type", "dev.shippy.user.renamed.v1"),
                        new byte[900_000])
                .add(
                        EventStream.EVENTS,
                        "user.created",
                        Map.of("ce-type", Event.USER_CREATED.type()),
                        "garbage".getBytes(StandardCharsets.US_ASCII))
                .add(
                        EventStream.EVENTS,
                        "user.created",
                        Map.of("ce-type", Event.USER_CREATED.type()),
                        UserEvent.newBuilder().setUserId("u1").build().toByteArray())
                .add(
                        EventStream.EVENTS,
                        "user.created",
                        Map.of("ce-type", Event.USER_CREATED.type()),
                        UserEvent.newBuilder()
                                .setUserId("u".repeat(70_000))
                                .build()
                                .toByteArray());

        assertShown(1, "body: 01 fe (2 bytes)\nnote: There is no header ce-type\n");
        assertShown(2, " (900000 bytes, the first 256)\nnote: The type dev.shippy.user.renamed.v1 is not known here\n");
        assertShown(3, "note: The body is not a shippy.user.v1.UserEvent\n");
        assertShown(
                4, "user_id: u1\noccurred_at: 0 ()\nby_service: false\nnote: The header ce-specversion is missing\n");
        assertShown(5, "note: The body has 70004 bytes, 65536 are allowed\n");
        JsonObject document =
                new JsonObject(person.run("event", "show", "1", "-o", "json").out());
        assertEquals("Af4=", document.getString("data_base64"));
        assertEquals("There is no header ce-type", document.getString("note"));
    }

    @Test
    void endsWith5WhenThereIsNoSuchEvent() {
        Person.Result result = person.run("event", "show", "7");

        assertEquals(5, result.code());
        assertTrue(result.errors().startsWith("There is no event with the sequence 7"), result.errors());
    }

    @Test
    void replaysEventsAsJsonOneALine() {
        users(1);
        system.streams.add(EventStream.EVENTS, "user.created", Map.of("ce-id", "x\"y"), new byte[] {0});

        Person.Result result = person.run("event", "replay");

        assertEquals("""
                {"seq":1,"stored":"2026-11-25T10:00:01.123456789Z","subject":"user.created","id":"event-1",\
                "type":"dev.shippy.user.created.v1","source":"/shippy/user","entity":"user-1",\
                "time":"1970-01-01T00:00:01Z","data":{"user_id":"user-1","occurred_at":"1000","by_service":false}}
                {"seq":2,"stored":"2026-11-25T10:00:02.123456789Z","subject":"user.created","id":"x\\"y",\
                "data_base64":"AA==","note":"There is no header ce-type"}
                """, result.out());
        assertTrue(
                result.errors().matches("Replayed 2 events, sequence 1 to 2, in \\d+\\.\\d s, \\d+ a second\\.\n"),
                result.errors());
        assertEquals(0, result.code());
    }

    @Test
    void replaysWhatIsSelectedAsRowsWhenAsked() {
        users(3);

        Person.Result result = person.run("event", "replay", "--from-seq", "2", "--count", "1", "--output", "table");

        assertEquals(2, result.out().lines().count(), result.out());
        assertTrue(result.out().contains("event-2"), result.out());
        assertTrue(result.errors().startsWith("Replayed 1 event, sequence 2 to 2, in "), result.errors());
    }

    @Test
    void replaysNothingWithoutComplaint() {
        Person.Result result = person.run("event", "replay");

        assertEquals("", result.out());
        assertTrue(result.errors().matches("Replayed 0 events in \\d\\.\\d s\\.\n"), result.errors());
        assertEquals(0, result.code());
    }

    @Test
    void endsQuietlyWhenNobodyReadsAnyMore() {
        users(5_000);
        Person.Result result = person.runTo(new ClosedPipe(), "event", "replay");

        assertEquals(0, result.code());
        assertEquals("", result.errors());
    }

    @Test
    void printsWhatItReadBeforeTheServerWentAway() {
        users(3);
        system.streams.readableMessages = 2;

        Person.Result result = person.run("event", "replay");

        assertEquals(7, result.code());
        assertEquals(2, result.out().lines().count());
        assertEquals("NATS went away.\n", result.errors());
    }

    @Test
    void followsFromNowOnUntilItIsInterrupted() {
        users(2);

        Person.Result result = person.run("event", "tail");

        StreamSelection selection = system.streams.opened.get(0);
        assertEquals(3, selection.fromSequence());
        assertTrue(selection.follows());
        assertEquals(0, result.code());
        assertTrue(result.errors().startsWith("Showed 0 events in "), result.errors());
    }

    @Test
    void followsFromWhereItIsTold() {
        users(2);

        Person.Result result = person.run("event", "tail", "--from-seq", "2", "--output", "json");

        assertEquals(2, new JsonObject(result.out()).getInteger("seq"));
        assertTrue(result.errors().startsWith("Showed 1 event, sequence 2 to 2, in "), result.errors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "tail", "show 1", "replay", "redeliver --to email-subscriber --yes"})
    void showsARefusalAsSuch(String command) {
        system.streams.refusal = ServiceException.permissionDenied("NATS refuses the user customer: because");

        Person.Result result = person.run(List.of("event"), command.split(" "));

        assertEquals(4, result.code());
        assertEquals("NATS refuses the user customer: because.\n", result.errors());
        assertEquals("", result.out());
    }

    @Test
    void saysHowManyWouldBeRedeliveredAndHowManyHaveTheirMail() {
        users(2_500);
        List<Integer> asked = new ArrayList<>();
        system.answer(EmailService.COUNT_SENT, (CountSentRequest request) -> {
            asked.add(request.getEventIdsCount());
            return CountSentResponse.newBuilder()
                    .setSent(request.getEventIdsCount() - 1)
                    .setOk(true)
                    .build();
        });

        Person.Result result = person.run("event", "redeliver", "--to", "email-subscriber", "--from-seq", "101");

        assertEquals("events: 2400\nalready_mailed: 2397\n", result.out());
        assertEquals("Nothing was redelivered; --yes does it.\n", result.errors());
        assertEquals(List.of(1_000, 1_000, 400), asked);
        assertTrue(system.streams.copies.isEmpty());
    }

    @Test
    void keepsQuestionsAboutLongIdsWithinTheSizeOfARequest() {
        String id = "x".repeat(120);
        for (int i = 0; i < 1_000; i++) {
            system.streams.add(EventStream.EVENTS, "user.created", Map.of("ce-id", id + i), new byte[0]);
        }
        system.answer(EmailService.COUNT_SENT, (CountSentRequest request) -> {
            assertTrue(request.getSerializedSize() < 64 * 1024);
            return CountSentResponse.newBuilder()
                    .setSent(request.getEventIdsCount())
                    .build();
        });

        assertEquals(
                "events: 1000\nalready_mailed: 1000\n",
                person.run("event", "redeliver", "--to", "email-subscriber").out());
    }

    @Test
    void redeliversWhenItIsTold() {
        users(300);

        Person.Result result =
                person.run("event", "redeliver", "--to=email-subscriber", "--since=2026-11-25T10:00:11Z", "--yes");

        assertEquals("redelivered: 290\n", result.out());
        assertEquals(
                290,
                system.streams.copies.stream()
                        .map(FakeStreams.Copy::id)
                        .distinct()
                        .count());
        assertEquals(11, system.streams.copies.get(0).message().sequence());
        assertTrue(system.asked.isEmpty());
    }

    @Test
    void saysHowFarARedeliveryCame() {
        users(300);
        system.streams.refusal =
                ServiceException.unavailable("The stream REDELIVER does not take the message: full", null);
        system.streams.copiesBeforeRefusal = 120;

        Person.Result result = person.run("event", "redeliver", "--to=email-subscriber", "--yes");

        assertEquals(7, result.code());
        assertEquals(
                "The stream REDELIVER does not take the message: full; 120 events before the one with the sequence 121"
                        + " were redelivered.\n",
                result.errors());
    }

    @Test
    void republishesNothingWithoutYes() {
        Person.Result result = person.run("event", "republish", "--since", "2026-11-25T10:00:00Z");

        assertEquals(0, result.code(), result.errors());
        assertEquals("since: 2026-11-25T10:00:00.000Z\n", result.out());
        assertTrue(result.errors().contains("--yes republishes"), result.errors());
        assertEquals(List.of(), system.asked);
    }

    @Test
    void namesTheServerInHintsToo() {
        Person.Result result = person.run("event", "show", "7", "--server=nats://operator:secret@here:4222");

        assertEquals(
                "There is no event with the sequence 7; `shippy --server nats://here:4222 event list` lists the"
                        + " events.\n",
                result.errors());
    }

    @ParameterizedTest
    @CsvSource({"event list, No events.", "dead-letter list, No dead letters."})
    void saysThatThereAreNone(String command, String sentence) {
        Person.Result table = person.run(command.split(" "));
        Person.Result json = person.run(List.of(command.split(" ")), "-o", "json");

        assertEquals(sentence + "\n", table.errors());
        assertEquals(sentence + "\n", json.errors());
        assertEquals(1, new JsonObject(json.out()).size());
    }

    @Test
    void letsBothServicesPublishAgain() {
        Instant before = Instant.now().minus(Duration.ofHours(2));
        system.answer(UserService.REPUBLISH_EVENTS, (RepublishRequest request) -> {
            assertTrue(Math.abs(request.getSince() - before.toEpochMilli()) < 60_000, "since is wrong");
            return RepublishResponse.newBuilder().setScheduled(12).build();
        });
        system.always(
                ShippingService.REPUBLISH_EVENTS,
                dev.shippy.contracts.consignment.v1.RepublishResponse.newBuilder()
                        .setScheduled(3)
                        .build());

        Person.Result result = person.run("event", "republish", "--since", "2h", "--yes");

        assertEquals("""
                SERVICE      REPUBLISHES  OF
                user                  12  events
                consignment            3  consignments
                """, result.out());
        assertEquals(
                List.of("stored-token", "stored-token"),
                system.asked.stream().map(FakeSystem.Asked::token).toList());
    }

    @Test
    void saysWhatOneServiceDoesWhenTheOtherRefuses() {
        system.always(
                UserService.REPUBLISH_EVENTS,
                RepublishResponse.newBuilder().setScheduled(12).build());
        system.refuse(ShippingService.REPUBLISH_EVENTS, ServiceException.permissionDenied("Only admins may"));

        Person.Result result = person.run("event", "republish", "--since=2h", "--output=json", "--yes");

        assertEquals(4, result.code());
        assertEquals(
                12,
                new JsonObject(result.out())
                        .getJsonArray("republished")
                        .getJsonObject(0)
                        .getInteger("scheduled"));
    }

    private void assertShown(int sequence, String end) {
        Person.Result result = person.run("event", "show", String.valueOf(sequence));
        assertEquals(0, result.code(), result.errors());
        assertTrue(result.out().endsWith(end), result.out());
    }

    private List<Integer> listed(String... options) {
        Person.Result result = person.run(List.of("event", "list", "--output=json"), options);
        assertEquals(0, result.code(), result.errors());
        return new JsonObject(result.out())
                .getJsonArray("events").stream()
                        .map(event -> ((JsonObject) event).getInteger("seq"))
                        .toList();
    }

    private void users(int count) {
        for (int i = 1; i <= count; i++) {
            system.streams.add(new EventMessage(
                    "event-" + i,
                    Event.USER_CREATED,
                    "user-" + i,
                    Instant.ofEpochSecond(i),
                    Trace.start(),
                    UserEvent.newBuilder()
                            .setUserId("user-" + i)
                            .setOccurredAt(i * 1_000L)
                            .build()));
        }
    }

    private static EventMessage booked() {
        return new EventMessage(
                "event-b",
                Event.CONSIGNMENT_BOOKED,
                "c1",
                Instant.ofEpochSecond(1),
                Trace.start(),
                ConsignmentEvent.newBuilder()
                        .setConsignmentId("c1")
                        .setUserId("u1")
                        .setVesselId("vessel001")
                        .setOccurredAt(1_000)
                        .build());
    }

    /** A pipe whose reader has gone, as after `| head`. */
    private static final class ClosedPipe extends OutputStream {

        @Override
        public void write(int single) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
