package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.Headers;
import dev.shippy.contracts.email.v1.StatusResponse;
import dev.shippy.embedded.ScriptedSmtp;
import dev.shippy.embedded.SmtpScript;
import dev.shippy.embedded.SmtpScript.Moment;
import io.nats.client.api.MessageInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Servers that refuse, hang, or go away: nothing is lost, no attempt is spent on a server that is away, others flow on. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT) // Each has servers of its own, and waits most of the time.
class ServerFaultsIT {

    /** What is promised after the return of a server. */
    private static final Duration SOON = Duration.ofSeconds(90);

    private final ScriptedSmtp smtp = ScriptedSmtp.start();
    private ServiceFixture service;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = new ServiceFixture(folder, smtp.url(), Map.of("MAIL_TIMEOUT", "3s"));
    }

    @AfterEach
    void stop() {
        service.close();
        smtp.close();
    }

    @Test
    void waitsForAServerThatRefusesAndThenSendsEverything() {
        smtp.refuse();
        List<EventMessage> events = tell(50);
        Awaitility.await().atMost(SOON).until(() -> !service.status().getReachable());
        Awaitility.await()
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(4))
                .until(() -> service.status().getSent() == 0);
        smtp.listen();

        allSentOnce(events);

        StatusResponse status = service.status();
        assertEquals(0, status.getRetried() + status.getDead(), status.toString());
        assertTrue(status.getReachable());
    }

    /** The trap: it greets, so that it seems to be back, and hangs with every mail. */
    @Test
    void doesNotLoopOnAServerThatHangsWithEachMail() {
        smtp.follow((moment, recipient) -> moment == Moment.CONTENT ? SmtpScript.SILENCE : moment.normally());
        List<EventMessage> events = tell(20);
        Awaitility.await().atMost(SOON).until(() -> !service.status().getReachable());
        int begun = smtp.connections();
        Awaitility.await()
                .during(Duration.ofSeconds(8))
                .atMost(Duration.ofSeconds(9))
                .until(() -> smtp.connections() < begun + 16);
        smtp.behave();

        allSentOnce(events);

        assertEquals(0, service.status().getRetried() + service.status().getDead());
    }

    @Test
    void triesAgainLaterAndBuriesWhatIsRefusedForGoodWhileOthersFlow() {
        smtp.follow(ServerFaultsIT::byAddress);
        EventMessage unknown = tell("550@example.org");
        EventMessage busy = tell("451@example.org");
        List<EventMessage> others = tell(20);

        allSentOnce(others);
        Awaitility.await().atMost(SOON).until(() -> service.status().getRetried() >= 2);
        Awaitility.await().atMost(SOON).until(() -> service.raw.deadLetters().size() == 1);
        smtp.behave();
        allSentOnce(List.of(busy));

        MessageInfo letter = service.raw.deadLetters().get(0);
        assertEquals(unknown.id(), header(letter, CloudEvents.ID));
        assertEquals("The SMTP server said: 550 <(recipient)> is nobody", header(letter, Headers.DEAD_LETTER_REASON));
        assertEquals("EVENTS", header(letter, Headers.DEAD_LETTER_STREAM));
        assertEquals("1", header(letter, Headers.DEAD_LETTER_SEQUENCE));
        assertEquals("user.created", header(letter, Headers.DEAD_LETTER_SUBJECT));
        assertEquals("email-subscriber", header(letter, Headers.DEAD_LETTER_CONSUMER));
        assertEquals("1", header(letter, Headers.DEAD_LETTER_DELIVERIES));
        assertEquals(1, service.status().getDead());
        // An operator hands it over once more, when the address is right.
        Map<String, String> headers = CloudEvents.headers(unknown);
        headers.put(Headers.MESSAGE_ID, Samples.freshId());
        service.raw.publish(
                "operator",
                "redeliver.email-subscriber",
                headers,
                unknown.body().toByteArray());
        allSentOnce(List.of(unknown));
    }

    @Test
    void sendsGoodMailsWhileDeadLettersHaveNoRoom() {
        smtp.follow(ServerFaultsIT::byAddress);
        service.raw.limit(1, 3);
        List<EventMessage> refused = IntStream.range(0, 6)
                .mapToObj(n -> tell("550" + n + "@example.org"))
                .toList();

        allSentOnce(List.of(tell("good@example.org")));

        Awaitility.await().atMost(SOON).until(() -> service.status().getUnfiled() == 5);
        assertEquals(6, service.status().getDead());
        Awaitility.await().atMost(SOON).until(() -> service.status().getWaiting() == 0);
        service.provision();
        Awaitility.await().atMost(SOON).until(() -> service.raw.deadLetters().size() == 6);
        Awaitility.await().atMost(SOON).until(() -> service.status().getUnfiled() == 0);
        assertEquals(
                refused.stream().map(EventMessage::id).sorted().toList(),
                service.raw.deadLetters().stream()
                        .map(letter -> header(letter, CloudEvents.ID))
                        .sorted()
                        .toList());
    }

    @Test
    void waitsForTheUserServiceAndForPostgres() {
        service.users.away(true);
        List<EventMessage> events = new ArrayList<>(tell(10));
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .until(() -> smtp.accepted().isEmpty());
        service.users.away(false);
        allSentOnce(events);

        service.postgres.stop();
        events.addAll(tell(10));
        Awaitility.await()
                .during(Duration.ofSeconds(2))
                .until(() -> smtp.accepted().size() == 10);
        service.postgres.restart();
        allSentOnce(events);

        assertEquals(0, service.status().getRetried() + service.status().getDead());
    }

    private static String byAddress(Moment moment, String recipient) {
        if (moment == Moment.RECIPIENT && recipient.startsWith("550")) {
            return "550 <" + recipient + "> is nobody";
        }
        return moment == Moment.RECIPIENT && recipient.startsWith("451") ? "451 later" : moment.normally();
    }

    private List<EventMessage> tell(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> tell("user" + n + "@example.org"))
                .toList();
    }

    private EventMessage tell(String address) {
        EventMessage event = Samples.userCreated(service.users.add("Ada", address));
        service.raw.tell(event);
        return event;
    }

    /** Within the time, and nobody twice. */
    private void allSentOnce(List<EventMessage> events) {
        List<String> ids = events.stream().map(EventMessage::id).toList();
        try {
            Awaitility.await().atMost(SOON).until(() -> service.countSent(ids) == ids.size());
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(
                    service.countSent(ids) + " of " + ids.size() + " are sent; " + service.status(), late);
        }
        ids.forEach(id -> assertEquals(1, smtp.accepted().get("<" + id + "@shippy.test>"), id));
    }

    private static String header(MessageInfo message, String name) {
        String value =
                message.getHeaders() == null ? null : message.getHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
