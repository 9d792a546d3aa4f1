package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.Headers;
import dev.shippy.contracts.email.v1.StatusResponse;
import dev.shippy.embedded.EmbeddedSmtp;
import dev.shippy.embedded.ReceivedMail;
import io.nats.client.api.MessageInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the event in the stream to the mail in the inbox, with two instances. */
class EmailServiceIT {

    private static final EmbeddedSmtp inbox = EmbeddedSmtp.start();
    private static ServiceFixture service;

    @BeforeAll
    static void start(@TempDir Path folder) {
        service = new ServiceFixture(folder, inbox.url(), Map.of(), 2);
    }

    @AfterAll
    static void stop() {
        service.close();
        inbox.close();
    }

    @Test
    void mailsWhoeverSignedUpBookedOrCancelled() {
        String ada = service.users.add("Ada", "ada@example.org");
        EventMessage created = Samples.userCreated(ada);
        EventMessage booked = Samples.booked(ada);
        EventMessage cancelled = Samples.cancelled(ada);
        List.of(created, booked, cancelled).forEach(service.raw::tell);

        ReceivedMail welcome = received(created);
        assertEquals("Welcome to Shippy", welcome.subject());
        assertEquals("ada@example.org", welcome.to());
        assertTrue(welcome.text().startsWith("Hello Ada,"));
        assertTrue(welcome.html().contains("<strong>Shippy</strong>"));
        assertEquals(
                "Your consignment " + booked.entity() + " is booked",
                received(booked).subject());
        assertTrue(received(cancelled).text().contains("Consignment: " + cancelled.entity()));
    }

    @Test
    void mailsNobodyTwice() {
        EventMessage event = Samples.userCreated(service.users.add("Bob", "bob@example.org"));
        service.raw.tell(event);
        var unused = received(event);

        redeliver(event);
        // As after the loss of the stream: the same event, and NATS does not know that it was there.
        Map<String, String> anew = CloudEvents.headers(event);
        anew.put(Headers.MESSAGE_ID, Samples.freshId());
        service.raw.publish("user", "user.created", anew, event.body().toByteArray());

        finished();
        assertEquals(1, count(event));
        assertEquals(1, service.countSent(List.of(event.id(), Samples.freshId())));
    }

    @Test
    void sendsAsManyAsWait() {
        int many = 300;
        String user = service.users.add("Gus", "gus@example.org");
        List<String> ids = IntStream.range(0, many)
                .mapToObj(n -> Samples.booked(user))
                .peek(service.raw::tell)
                .map(EventMessage::id)
                .toList();

        Awaitility.await().atMost(TestContext.PATIENCE).until(() -> sent(ids) == many);

        assertEquals(
                many,
                inbox.received().stream()
                        .filter(mail -> mail.to().equals("gus@example.org"))
                        .count());
    }

    @Test
    void tellsNobodyWhoHasLeft() {
        EventMessage event = Samples.userCreated(Samples.freshId());
        long skipped = service.status().getSkipped();

        service.raw.tell(event);

        Awaitility.await().until(() -> service.status().getSkipped() == skipped + 1);
        assertEquals(0, count(event));
    }

    @Test
    void buriesWhatIsNoEventAndGoesOn() {
        byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
        EventMessage event = Samples.userCreated(service.users.add("Carl", "carl@example.org"));
        int before = service.raw.deadLetters().size();

        service.raw.publish("user", "user.created", Map.of(), garbage);
        service.raw.publish("user", "user.created", CloudEvents.headers(Samples.userCreated("x")), new byte[900_000]);
        service.raw.publish("operator", "redeliver.email-subscriber", Map.of("ce-id", "\u007f"), garbage);
        service.raw.tell(event);

        var unused = received(event);
        Awaitility.await().until(() -> service.raw.deadLetters().size() == before + 3);
        List<MessageInfo> letters = service.raw.deadLetters();
        assertTrue(letters.stream()
                .anyMatch(letter -> header(letter, Headers.DEAD_LETTER_REASON)
                        .equals("The body has 900000 bytes, 65536 are allowed")));
        assertTrue(letters.stream()
                .anyMatch(letter -> header(letter, Headers.DEAD_LETTER_STREAM).equals("REDELIVER")));
        finished();
    }

    @Test
    void buriesAnAddressThatIsMoreThanOne() {
        String eve = service.users.add("Eve", "eve@example.org,ada@example.org");
        EventMessage event = Samples.userCreated(eve);

        service.raw.tell(event);

        MessageInfo letter = letterOf(event);
        assertTrue(header(letter, Headers.DEAD_LETTER_REASON).startsWith("Invalid mail address: "));
        assertEquals(0, count(event));
    }

    /** What an instance leaves that ended between the server's 250 and its mark, when its lease is over. */
    @Test
    void repeatsAMailUnderItsIdWhenItsMarkWasLost() {
        EventMessage event = Samples.userCreated(service.users.add("Dora", "dora@example.org"));
        service.claimAndVanish(event.id());

        service.raw.tell(event);

        assertEquals("<" + event.id() + "@shippy.test>", received(event).messageId());
        finished();
        assertEquals(1, count(event));
    }

    @Test
    void showsItsFiguresAndItsDoorsToTheOperator() {
        EventMessage event = Samples.userCreated(service.users.add("Fay", "fay@example.org"));
        service.raw.tell(event);
        var unused = received(event);
        finished();

        StatusResponse status = service.status();

        assertTrue(status.getOk() && status.getReachable() && status.getSent() >= 1, status.toString());
        assertEquals(0, status.getClaimed());
        assertEquals(0, status.getWaiting());
        assertTrue(service.discovered().stream()
                .anyMatch(instance -> instance.toString().contains("email-subscriber")));
        assertEquals(
                ErrorCode.INVALID_ARGUMENT,
                service.refusedCount(Collections.nCopies(1_001, "1")).code());
        assertEquals(
                ErrorCode.INVALID_ARGUMENT,
                service.refusedCount(List.of("\u0000")).code());
    }

    /** A question has room for 1,000. */
    private static long sent(List<String> ids) {
        return IntStream.rangeClosed(0, (ids.size() - 1) / 1_000)
                .mapToLong(n -> service.countSent(ids.subList(n * 1_000, Math.min(ids.size(), n * 1_000 + 1_000))))
                .sum();
    }

    private static void redeliver(EventMessage event) {
        Map<String, String> headers = CloudEvents.headers(event);
        headers.put(Headers.MESSAGE_ID, Samples.freshId());
        service.raw.publish(
                "operator", "redeliver.email-subscriber", headers, event.body().toByteArray());
    }

    private static void finished() {
        Awaitility.await()
                .atMost(TestContext.PATIENCE)
                .until(() -> service.raw.unfinished() == 0 && service.status().getWaiting() == 0);
    }

    private static ReceivedMail received(EventMessage event) {
        Awaitility.await().atMost(TestContext.PATIENCE).until(() -> count(event) == 1);
        return inbox.received().stream()
                .filter(mail -> mail.messageId().contains(event.id()))
                .findFirst()
                .orElseThrow();
    }

    private static long count(EventMessage event) {
        return inbox.received().stream()
                .filter(mail -> mail.messageId().contains(event.id()))
                .count();
    }

    private static MessageInfo letterOf(EventMessage event) {
        Awaitility.await()
                .atMost(TestContext.PATIENCE)
                .until(() -> service.raw.deadLetters().stream()
                        .anyMatch(letter -> header(letter, CloudEvents.ID).equals(event.id())));
        return service.raw.deadLetters().stream()
                .filter(letter -> header(letter, CloudEvents.ID).equals(event.id()))
                .findFirst()
                .orElseThrow();
    }

    private static String header(MessageInfo message, String name) {
        String value =
                message.getHeaders() == null ? null : message.getHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
