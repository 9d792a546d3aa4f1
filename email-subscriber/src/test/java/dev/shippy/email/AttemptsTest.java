package dev.shippy.email;

import static dev.shippy.email.FakeWorld.ATTEMPTS;
import static dev.shippy.email.FakeWorld.AWAY;
import static dev.shippy.email.FakeWorld.LEASE;
import static dev.shippy.email.FakeWorld.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.EventMessage;
import dev.shippy.runtime.nats.Delivery;
import dev.shippy.runtime.nats.DeliveryHandler.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as an attempt when something fails, and what follows. */
class AttemptsTest {

    private static final Duration SOON = Duration.ofMillis(20);

    private final FakeWorld world = new FakeWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void keepsWhatItCannotBury() {
        world.deadLetters.away(true);
        assertEquals(AWAY, world.handle(Samples.garbage()));

        world.mailer.failWith(MailFailure.refused("550 nobody"));
        EventMessage event = Samples.userCreated(USER);
        assertEquals(AWAY, world.handle(event));
        assertEquals(0, world.ledger.attempts(event.id()));

        world.deadLetters.away(false);
        assertEquals(Outcome.givenUp(), world.handle(event));
    }

    @Test
    void triesAgainWithGrowingPausesAndThenGivesUp() {
        Delivery delivery = Samples.delivery(Samples.userCreated(USER));
        world.mailer.failWith(MailFailure.later("451 later"));

        assertEquals(Outcome.again(Duration.ofSeconds(1)), world.handle(delivery));
        assertEquals(Outcome.again(Duration.ofSeconds(2)), world.handle(delivery));
        assertEquals(Outcome.givenUp(), world.handle(delivery));

        assertEquals("Tried 3 times; 451 later", world.deadLetters.reason());
        assertEquals(2, world.figures().retried());
        assertFalse(world.gate.isClosed());
        assertEquals(Duration.ofSeconds(60), Pauses.afterAttempt(19));
    }

    @Test
    void givesUpAnEventThatEndsTheProcessEachTime() {
        EventMessage event = Samples.userCreated(USER);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Standing claimed = world.context.call(() -> world.ledger.claim(event.id(), "EVENTS 1", LEASE));
            assertInstanceOf(Standing.Granted.class, claimed);
            world.ledger.endLeases(); // the process is gone
        }

        assertEquals(Outcome.givenUp(), world.handle(event));

        assertEquals(0, world.mailer.offered());
        assertEquals(
                "Tried 3 times without a result; each try was cut short, as by the end of the process",
                world.deadLetters.reason());
    }

    @Test
    void spendsNoAttemptOnAServerThatIsAway() {
        EventMessage event = Samples.userCreated(USER);
        world.mailer.failWith(new MailFailure(MailFailure.Kind.UNREACHABLE, "refused"));

        for (int n = 0; n < 5 * ATTEMPTS; n++) {
            assertEquals(AWAY, world.handle(event));
        }

        assertEquals(0, world.ledger.attempts(event.id()));
        assertEquals(1, world.mailer.offered(), "The gate is closed: nothing more is begun");
        assertTrue(world.gate.isClosed());
    }

    /** It may have taken the mail each time. */
    @Test
    void givesAMailOnlySoOftenToAServerThatDoesNotSayWhetherItTookIt() {
        Delivery delivery = Samples.delivery(Samples.userCreated(USER));
        world.mailer.failWith(new MailFailure(MailFailure.Kind.UNCONFIRMED, "silence"));

        List<Outcome> outcomes = IntStream.range(0, FakeWorld.UNCONFIRMED)
                .mapToObj(n -> world.instance(world.gate(FakeWorld.PAUSES)))
                .map(instance -> world.context.call(() -> instance.handle(delivery)))
                .toList();

        Duration away = FakeWorld.PAUSES.away();
        assertEquals(
                List.of(
                        Outcome.again(away),
                        Outcome.again(away.multipliedBy(2)),
                        Outcome.again(away.multipliedBy(4)),
                        Outcome.givenUp()),
                outcomes);
        assertEquals(FakeWorld.UNCONFIRMED, world.mailer.offered());
        assertEquals(0, world.figures().retried());
        assertEquals(
                "Given to the SMTP server 4 times, and it never said whether it took it; silence",
                world.deadLetters.reason());
        assertEquals(away.multipliedBy(6), FakeWorld.PAUSES.afterSilence(19));
    }

    /** Otherwise it would go out again and again while dead letters find no room. */
    @Test
    void doesNotSendItOnceMoreWhenItCannotBeBuriedYet() {
        Delivery delivery = Samples.delivery(Samples.userCreated(USER));
        world.mailer.failWith(new MailFailure(MailFailure.Kind.UNCONFIRMED, "silence"));
        for (int n = 0; n < FakeWorld.UNCONFIRMED; n++) {
            world.deadLetters.away(n == FakeWorld.UNCONFIRMED - 1);
            Subscriber instance = world.instance(world.gate(FakeWorld.PAUSES));
            world.context.call(() -> instance.handle(delivery));
        }
        Subscriber next = world.instance(world.gate(FakeWorld.PAUSES));

        assertEquals(AWAY, world.context.call(() -> next.handle(delivery)));
        world.deadLetters.away(false);
        assertEquals(Outcome.givenUp(), world.context.call(() -> next.handle(delivery)));

        assertEquals(FakeWorld.UNCONFIRMED, world.mailer.offered());
        assertEquals(
                "Given to the SMTP server 4 times, and it never said whether it took it; silence",
                world.deadLetters.reason());
    }

    @Test
    void looksForTheServerAfterASilence() {
        world.mailer.failWith(new MailFailure(MailFailure.Kind.UNCONFIRMED, "silence"));
        world.handle(Samples.userCreated(USER));
        assertTrue(world.gate.isClosed());
    }

    /** As when the process was stopped in between: somebody else may have it by now. */
    @Test
    void beginsNoMailWhenTheLeaseIsTooShort() {
        Delivery delivery = Samples.delivery(Samples.userCreated(USER));
        Subscriber stopped = world.instance(world.gate, SOON);
        world.recipients.answerAfter(() -> world.context.vertx.timer(2 * SOON.toMillis()));

        assertEquals(AWAY, world.context.call(() -> stopped.handle(delivery)));

        assertEquals(0, world.mailer.offered());
    }

    /** Whether it accepts or refuses that mail. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnAtFullSpeedWhenAServerHasAnsweredAboutAMail(boolean accepts) {
        FakeSubscription events = new FakeSubscription();
        Gate quick = world.gate(new Pauses(SOON, SOON, SOON, SOON));
        quick.add(events);
        Subscriber trying = world.instance(quick);
        world.mailer.failWith(new MailFailure(MailFailure.Kind.UNREACHABLE, "refused"));
        world.context.call(() -> trying.handle(Samples.delivery(Samples.userCreated(USER))));
        Awaitility.await().until(() -> events.limit() == 1);

        world.mailer.failWith(accepts ? null : MailFailure.refused("550 nobody"));
        world.context.call(() -> trying.handle(Samples.delivery(Samples.userCreated(USER))));

        assertEquals(List.of(8, 0, 1, 8), events.limits());
    }

    @Test
    void waitsForTheUserService() {
        EventMessage event = Samples.userCreated(USER);
        world.recipients.failWith(new MailFailure(MailFailure.Kind.UNREACHABLE, "No user service is running"));
        assertEquals(AWAY, world.handle(event));
        assertEquals(0, world.ledger.attempts(event.id()));
        assertTrue(world.gate.isClosed());
    }

    @Test
    void waitsForTheLedger() {
        world.ledger.away(true);

        assertEquals(AWAY, world.handle(Samples.userCreated(USER)));

        assertEquals(0, world.mailer.offered());
        assertTrue(world.gate.isClosed());
    }

    /** The mail is out; the database is not there to hear of it. */
    @Test
    void marksAMailAsSentAsSoonAsTheLedgerIsBack() {
        EventMessage event = Samples.userCreated(USER);
        world.mailer.onAcceptance(() -> world.ledger.away(true));
        long timer = world.context.vertx.setTimer(500, due -> world.ledger.away(false));

        assertEquals(Outcome.done(), world.handle(event));

        assertFalse(world.context.vertx.cancelTimer(timer));
        assertEquals(Outcome.done(), world.handle(event));
        assertEquals(1, world.mailer.accepted().size());
    }

    /** The process ends between the server's 250 and the mark. */
    @Test
    void repeatsAMailWithItsIdWhenTheMarkIsLost() {
        EventMessage event = Samples.userCreated(USER);
        world.mailer.onAcceptance(() -> world.ledger.away(true));
        assertEquals(AWAY, world.handle(event));
        world.ledger.away(false);
        world.mailer.onAcceptance(() -> {});
        world.ledger.endLeases();

        Future<Outcome> again = world.instance(world.gate(FakeWorld.PAUSES)).handle(Samples.delivery(event));

        assertEquals(Outcome.done(), TestContext.await(again));
        assertEquals(2, world.mailer.accepted().size());
        assertEquals(
                1,
                world.mailer.accepted().stream()
                        .map(mail -> mail.messageId("x"))
                        .distinct()
                        .count());
    }

    @Test
    void leavesAnEventToWhoeverWorksOnIt() {
        EventMessage event = Samples.userCreated(USER);
        world.context.call(() -> world.ledger.claim(event.id(), "EVENTS 1", LEASE));

        Outcome outcome = world.handle(event);

        assertEquals(0, world.mailer.offered());
        assertTrue(outcome.delay().compareTo(LEASE.plusSeconds(1)) < 0
                && !outcome.delay().isZero());
    }

    /** A fault of ours must not loop for ever, nor stop the others. */
    @Test
    void countsAFaultAsAnAttempt() {
        Delivery delivery = Samples.delivery(Samples.userCreated(USER));
        world.mailer.failWith(new IllegalStateException("a fault"));

        assertEquals(Outcome.again(Duration.ofSeconds(1)), world.handle(delivery));
        assertEquals(Outcome.again(Duration.ofSeconds(2)), world.handle(delivery));
        assertEquals(Outcome.givenUp(), world.handle(delivery));

        assertEquals("Tried 3 times; A fault: IllegalStateException", world.deadLetters.reason());
    }
}
