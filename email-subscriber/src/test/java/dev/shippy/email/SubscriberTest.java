package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.user.v1.UserEvent;
import dev.shippy.runtime.nats.Delivery;
import dev.shippy.runtime.nats.DeliveryHandler.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every outcome of a delivery, among fakes. */
class SubscriberTest {

    private static final String USER = "0b5e";
    private static final int ATTEMPTS = 3;
    private static final Duration LEASE = Duration.ofSeconds(2);
    /** Nothing is probed within a test. */
    private static final Pauses PAUSES =
            new Pauses(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(7));

    private static final Duration SOON = Duration.ofMillis(20);
    private static final Outcome AWAY = Outcome.again(PAUSES.away());

    private final TestContext context = new TestContext();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final FakeRecipients recipients = new FakeRecipients();
    private final FakeMailer mailer = new FakeMailer();
    private final FakeDeadLetters deadLetters = new FakeDeadLetters();
    private final Gate gate = new Gate(context.vertx, ledger::probe, 8, PAUSES);
    private Subscriber subscriber;

    @BeforeEach
    void wire() {
        subscriber = instance(gate);
        recipients.put(USER, "Ada", "ada@example.org");
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void sendsTheMailOfEachKindOfEvent() {
        assertEquals(Outcome.done(), handle(Samples.userCreated(USER)));
        assertEquals(Outcome.done(), handle(Samples.booked(USER)));
        assertEquals(Outcome.done(), handle(Samples.cancelled(USER)));

        List<String> subjects = mailer.accepted().stream().map(Mail::subject).toList();
        assertEquals("Welcome to Shippy", subjects.get(0));
        assertTrue(subjects.get(1).endsWith(" is booked"));
        assertTrue(subjects.get(2).endsWith(" is cancelled"));
        assertEquals(
                new MailAddress("ada@example.org"), mailer.accepted().get(2).to());
    }

    @Test
    void mailsNobodyTwice() {
        EventMessage event = Samples.userCreated(USER);

        assertEquals(Outcome.done(), handle(event));
        assertEquals(Outcome.done(), handle(event));
        assertEquals(Outcome.done(), handle(Samples.delivery(event, "REDELIVER")));

        assertEquals(1, mailer.accepted().size());
    }

    @Test
    void usesTheAddressOfThisMomentAndTellsNobodyWhoHasLeft() {
        EventMessage event = Samples.userCreated(USER);
        mailer.failWith(MailFailure.later("451 later"));
        handle(event);
        mailer.failWith(null);
        recipients.put(USER, "Ada", "countess@example.org");
        handle(event);
        EventMessage ofSomebodyGone = Samples.userCreated("gone");

        assertEquals(Outcome.done(), handle(ofSomebodyGone));

        assertEquals(
                List.of(new MailAddress("countess@example.org")),
                mailer.accepted().stream().map(Mail::to).toList());
        assertEquals(1, figures().skipped());
    }

    @Test
    void welcomesNobodyWhomTheServiceMadeItself() {
        EventMessage event = Samples.event(
                Event.USER_CREATED,
                USER,
                UserEvent.newBuilder().setUserId(USER).setByService(true).build());

        assertEquals(Outcome.done(), handle(event));

        assertEquals(0, mailer.offered());
        assertEquals(1, figures().skipped());
    }

    @Test
    void isDoneWithEventsThatCallForNoMail() {
        EventMessage deleted = Samples.event(
                Event.USER_DELETED, USER, UserEvent.newBuilder().setUserId(USER).build());
        Map<String, String> headers = new HashMap<>(CloudEvents.headers(deleted));
        headers.put(CloudEvents.TYPE, "dev.shippy.vessel.sunk.v1");

        assertEquals(Outcome.done(), handle(deleted));
        assertEquals(
                Outcome.done(),
                handle(new Delivery(Samples.message("EVENTS", "user.created", headers, new byte[900_000]), 1)));

        assertEquals(0, mailer.offered());
        assertTrue(deadLetters.letters().isEmpty());
    }

    @Test
    void buriesWhatIsNoEvent() {
        Delivery garbage = Samples.garbage();

        assertEquals(Outcome.givenUp(), handle(garbage));

        assertEquals("The header ce-specversion is missing", deadLetters.reason());
        assertEquals(garbage.message(), deadLetters.letters().get(0).message());
        assertEquals("email-subscriber", deadLetters.letters().get(0).consumer());
    }

    @Test
    void buriesAnEventWhoseBodyIsTooLargeOrNamesNobody() {
        EventMessage event = Samples.userCreated(USER);

        assertEquals(
                Outcome.givenUp(),
                handle(new Delivery(
                        Samples.message("EVENTS", "user.created", CloudEvents.headers(event), new byte[900_000]), 1)));
        assertEquals("The body has 900000 bytes, 65536 are allowed", deadLetters.reason());
        assertEquals(
                Outcome.givenUp(),
                handle(Samples.event(
                        Event.USER_CREATED,
                        "x",
                        UserEvent.newBuilder().setUserId("a\r\nBcc: b").build())));
        assertEquals("In the body user_id is not 1 to 64 letters, digits, '_' or '-'", deadLetters.reason());
    }

    @Test
    void keepsWhatItCannotBury() {
        deadLetters.away(true);
        assertEquals(AWAY, handle(Samples.garbage()));

        mailer.failWith(MailFailure.refused("550 nobody"));
        EventMessage event = Samples.userCreated(USER);
        assertEquals(AWAY, handle(event));
        assertEquals(0, ledger.attempts(event.id()));

        deadLetters.away(false);
        assertEquals(Outcome.givenUp(), handle(event));
    }

    @Test
    void buriesAMailThatTheServerRefuses() {
        EventMessage event = Samples.userCreated(USER);
        Delivery delivery = Samples.delivery(event);
        mailer.failWith(MailFailure.refused("The SMTP server said: 550 nobody"));

        assertEquals(Outcome.givenUp(), handle(delivery));

        assertEquals("The SMTP server said: 550 nobody", deadLetters.reason());
        assertEquals(1, figures().dead());
        // Its end was interrupted: the same again. As another message it is tried anew.
        mailer.failWith(null);
        assertEquals(Outcome.givenUp(), handle(delivery));
        assertEquals(2, deadLetters.letters().size());
        assertEquals(Outcome.done(), handle(Samples.delivery(event, "REDELIVER")));
        assertEquals(1, mailer.accepted().size());
    }

    @Test
    void triesAgainWithGrowingPausesAndThenGivesUp() {
        Delivery delivery = Samples.delivery(Samples.userCreated(USER));
        mailer.failWith(MailFailure.later("451 later"));

        assertEquals(Outcome.again(Duration.ofSeconds(1)), handle(delivery));
        assertEquals(Outcome.again(Duration.ofSeconds(2)), handle(delivery));
        assertEquals(Outcome.givenUp(), handle(delivery));

        assertEquals("Tried 3 times; 451 later", deadLetters.reason());
        assertEquals(2, figures().retried());
        assertFalse(gate.isClosed());
        assertEquals(Duration.ofSeconds(60), Pauses.afterAttempt(19));
    }

    @Test
    void givesUpAnEventThatEndsTheProcessEachTime() {
        EventMessage event = Samples.userCreated(USER);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Standing claimed = context.call(() -> ledger.claim(event.id(), "EVENTS 1", LEASE));
            assertInstanceOf(Standing.Granted.class, claimed);
            ledger.endLeases(); // the process is gone
        }

        assertEquals(Outcome.givenUp(), handle(event));

        assertEquals(0, mailer.offered());
        assertEquals(
                "Tried 3 times without a result; each try was cut short, as by the end of the process",
                deadLetters.reason());
    }

    @Test
    void spendsNoAttemptOnAServerThatIsAway() {
        EventMessage event = Samples.userCreated(USER);
        mailer.failWith(new MailFailure(MailFailure.Kind.UNREACHABLE, "refused"));

        for (int n = 0; n < 5 * ATTEMPTS; n++) {
            assertEquals(AWAY, handle(event));
        }

        assertEquals(0, ledger.attempts(event.id()));
        assertEquals(1, mailer.offered(), "The gate is closed: nothing more is begun");
        assertTrue(gate.isClosed());
    }

    /** Whether it accepts or refuses that mail. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnAtFullSpeedWhenAServerHasAnsweredAboutAMail(boolean accepts) {
        FakeSubscription events = new FakeSubscription();
        Gate quick = new Gate(context.vertx, ledger::probe, 8, new Pauses(SOON, SOON, SOON, SOON));
        quick.add(events);
        Subscriber trying = instance(quick);
        mailer.failWith(new MailFailure(MailFailure.Kind.UNREACHABLE, "refused"));
        context.call(() -> trying.handle(Samples.delivery(Samples.userCreated(USER))));
        Awaitility.await().until(() -> events.limit() == 1);

        mailer.failWith(accepts ? null : MailFailure.refused("550 nobody"));
        context.call(() -> trying.handle(Samples.delivery(Samples.userCreated(USER))));

        assertEquals(List.of(8, 0, 1, 8), events.limits());
    }

    @Test
    void waitsForTheUserService() {
        EventMessage event = Samples.userCreated(USER);
        recipients.failWith(new MailFailure(MailFailure.Kind.UNREACHABLE, "No user service is running"));
        assertEquals(AWAY, handle(event));
        assertEquals(0, ledger.attempts(event.id()));
        assertTrue(gate.isClosed());
    }

    @Test
    void waitsForTheLedger() {
        ledger.away(true);

        assertEquals(AWAY, handle(Samples.userCreated(USER)));

        assertEquals(0, mailer.offered());
        assertTrue(gate.isClosed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"not an address", "a@b@example.org"})
    void buriesWhoeverCannotBeWrittenTo(String reason) {
        recipients.failWith(MailFailure.refused(reason));

        assertEquals(Outcome.givenUp(), handle(Samples.userCreated(USER)));

        assertEquals(reason, deadLetters.reason());
    }

    /** The mail is out; the database is not there to hear of it. */
    @Test
    void marksAMailAsSentAsSoonAsTheLedgerIsBack() {
        EventMessage event = Samples.userCreated(USER);
        mailer.onAcceptance(() -> ledger.away(true));
        long timer = context.vertx.setTimer(500, due -> ledger.away(false));

        assertEquals(Outcome.done(), handle(event));

        assertFalse(context.vertx.cancelTimer(timer));
        assertEquals(Outcome.done(), handle(event));
        assertEquals(1, mailer.accepted().size());
    }

    /** The process ends between the server's 250 and the mark. */
    @Test
    void repeatsAMailWithItsIdWhenTheMarkIsLost() {
        EventMessage event = Samples.userCreated(USER);
        mailer.onAcceptance(() -> ledger.away(true));
        assertEquals(AWAY, handle(event));
        ledger.away(false);
        mailer.onAcceptance(() -> {});
        ledger.endLeases();

        Future<Outcome> again = anotherInstance().handle(Samples.delivery(event));

        assertEquals(Outcome.done(), TestContext.await(again));
        assertEquals(2, mailer.accepted().size());
        assertEquals(
                1,
                mailer.accepted().stream()
                        .map(mail -> mail.messageId("x"))
                        .distinct()
                        .count());
    }

    @Test
    void leavesAnEventToWhoeverWorksOnIt() {
        EventMessage event = Samples.userCreated(USER);
        context.call(() -> ledger.claim(event.id(), "EVENTS 1", LEASE));

        Outcome outcome = handle(event);

        assertEquals(0, mailer.offered());
        assertTrue(outcome.delay().compareTo(LEASE.plusSeconds(1)) < 0
                && !outcome.delay().isZero());
    }

    /** A fault of ours must not loop for ever, nor stop the others. */
    @Test
    void countsAFaultAsAnAttempt() {
        Delivery delivery = Samples.delivery(Samples.userCreated(USER));
        mailer.failWith(new IllegalStateException("a fault"));

        assertEquals(Outcome.again(Duration.ofSeconds(1)), handle(delivery));
        assertEquals(Outcome.again(Duration.ofSeconds(2)), handle(delivery));
        assertEquals(Outcome.givenUp(), handle(delivery));

        assertEquals("Tried 3 times; A fault: IllegalStateException", deadLetters.reason());
    }

    private Subscriber anotherInstance() {
        return instance(new Gate(context.vertx, ledger::probe, 8, PAUSES));
    }

    private Subscriber instance(Gate itsGate) {
        MailingConfig config = new MailingConfig(8, ATTEMPTS, LEASE, Duration.ofDays(90));
        GivingUp givingUp = new GivingUp(deadLetters, ledger);
        Mailing mailing = new Mailing(context.vertx, ledger, recipients, mailer, givingUp, itsGate, config, PAUSES);
        return new Subscriber(mailing, givingUp, itsGate, PAUSES);
    }

    private Figures figures() {
        return context.call(ledger::figures);
    }

    @CanIgnoreReturnValue
    private Outcome handle(EventMessage event) {
        return handle(Samples.delivery(event));
    }

    @CanIgnoreReturnValue
    private Outcome handle(Delivery delivery) {
        return context.call(() -> subscriber.handle(delivery));
    }
}
