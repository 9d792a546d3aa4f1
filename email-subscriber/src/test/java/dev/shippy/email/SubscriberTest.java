package dev.shippy.email;

import static dev.shippy.email.FakeWorld.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.user.v1.UserEvent;
import dev.shippy.runtime.MailAddress;
import dev.shippy.runtime.nats.Delivery;
import dev.shippy.runtime.nats.DeliveryHandler.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each kind of event, among fakes. */
class SubscriberTest {

    private final FakeWorld world = new FakeWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void sendsTheMailOfEachKindOfEvent() {
        assertEquals(Outcome.done(), world.handle(Samples.userCreated(USER)));
        assertEquals(Outcome.done(), world.handle(Samples.booked(USER)));
        assertEquals(Outcome.done(), world.handle(Samples.cancelled(USER)));

        List<String> subjects =
                world.mailer.accepted().stream().map(Mail::subject).toList();
        assertEquals("Welcome to Shippy", subjects.get(0));
        assertTrue(subjects.get(1).endsWith(" is booked"));
        assertTrue(subjects.get(2).endsWith(" is cancelled"));
        assertEquals(
                new MailAddress("ada@example.org"),
                world.mailer.accepted().get(2).to());
    }

    @Test
    void mailsNobodyTwice() {
        EventMessage event = Samples.userCreated(USER);

        assertEquals(Outcome.done(), world.handle(event));
        assertEquals(Outcome.done(), world.handle(event));
        assertEquals(Outcome.done(), world.handle(Samples.delivery(event, "REDELIVER")));

        assertEquals(1, world.mailer.accepted().size());
    }

    /** The ledger has forgotten whether its mail was sent: as after {@code event republish --since 365d}. */
    @Test
    void mailsNobodyOfWhatIsOlderThanTheLedger() {
        Duration justOlder = FakeWorld.KEEP.plusSeconds(60);
        Duration justYounger = FakeWorld.KEEP.minusSeconds(60);

        assertEquals(
                Outcome.done(),
                world.handle(Samples.userCreated(USER, Instant.now().minus(justOlder))));
        assertEquals(0, world.mailer.offered());
        assertEquals(
                Outcome.done(),
                world.handle(Samples.userCreated(USER, Instant.now().minus(justYounger))));
        assertEquals(1, world.mailer.accepted().size());
    }

    /** Whoever redrives it is to hear that it did not go out. */
    @Test
    void buriesAgainWhatIsOlderThanTheLedgerAndHandedOverByHand() {
        EventMessage old = Samples.userCreated(USER, Instant.now().minus(FakeWorld.KEEP.plusSeconds(60)));

        assertEquals(Outcome.givenUp(), world.handle(Samples.delivery(old, "REDELIVER")));

        assertEquals(0, world.mailer.offered());
        assertEquals("Older than LEDGER_KEEP: nobody knows whether its mail was sent", world.deadLetters.reason());
    }

    @Test
    void usesTheAddressOfThisMomentAndTellsNobodyWhoHasLeft() {
        EventMessage event = Samples.userCreated(USER);
        world.mailer.failWith(MailFailure.later("451 later"));
        world.handle(event);
        world.mailer.failWith(null);
        world.recipients.put(USER, "Ada", "countess@example.org");
        world.handle(event);
        EventMessage ofSomebodyGone = Samples.userCreated("gone");

        assertEquals(Outcome.done(), world.handle(ofSomebodyGone));

        assertEquals(
                List.of(new MailAddress("countess@example.org")),
                world.mailer.accepted().stream().map(Mail::to).toList());
        assertEquals(1, world.figures().skipped());
    }

    @Test
    void welcomesNobodyWhomTheServiceMadeItself() {
        EventMessage event = Samples.event(
                Event.USER_CREATED,
                USER,
                UserEvent.newBuilder().setUserId(USER).setByService(true).build());

        assertEquals(Outcome.done(), world.handle(event));

        assertEquals(0, world.mailer.offered());
        assertEquals(1, world.figures().skipped());
    }

    @Test
    void isDoneWithEventsThatCallForNoMail() {
        EventMessage deleted = Samples.event(
                Event.USER_DELETED, USER, UserEvent.newBuilder().setUserId(USER).build());
        Map<String, String> headers = new HashMap<>(CloudEvents.headers(deleted));
        headers.put(CloudEvents.TYPE, "dev.shippy.vessel.sunk.v1");

        assertEquals(Outcome.done(), world.handle(deleted));
        assertEquals(
                Outcome.done(),
                world.handle(new Delivery(Samples.message("EVENTS", "user.created", headers, new byte[900_000]), 1)));

        assertEquals(0, world.mailer.offered());
        assertTrue(world.deadLetters.letters().isEmpty());
    }

    @Test
    void buriesWhatIsNoEvent() {
        Delivery garbage = Samples.garbage();

        assertEquals(Outcome.givenUp(), world.handle(garbage));

        assertEquals("The header ce-specversion is missing", world.deadLetters.reason());
        assertEquals(garbage.message(), world.deadLetters.letters().get(0).message());
        assertEquals("email-subscriber", world.deadLetters.letters().get(0).consumer());
    }

    @Test
    void buriesAnEventWhoseBodyIsTooLargeOrNamesNobody() {
        EventMessage event = Samples.userCreated(USER);

        assertEquals(
                Outcome.givenUp(),
                world.handle(new Delivery(
                        Samples.message("EVENTS", "user.created", CloudEvents.headers(event), new byte[900_000]), 1)));
        assertEquals("The body has 900000 bytes, 65536 are allowed", world.deadLetters.reason());
        assertEquals(
                Outcome.givenUp(),
                world.handle(Samples.event(
                        Event.USER_CREATED,
                        "x",
                        UserEvent.newBuilder().setUserId("a\r\nBcc: b").build())));
        assertEquals("In the body user_id is not 1 to 64 letters, digits, '_' or '-'", world.deadLetters.reason());
    }

    @Test
    void buriesAMailThatTheServerRefuses() {
        EventMessage event = Samples.userCreated(USER);
        Delivery delivery = Samples.delivery(event);
        world.mailer.failWith(MailFailure.refused("The SMTP server said: 550 nobody"));

        assertEquals(Outcome.givenUp(), world.handle(delivery));

        assertEquals("The SMTP server said: 550 nobody", world.deadLetters.reason());
        assertEquals(1, world.figures().dead());
        // Its end was interrupted: the same again. As another message it is tried anew.
        world.mailer.failWith(null);
        assertEquals(Outcome.givenUp(), world.handle(delivery));
        assertEquals(2, world.deadLetters.letters().size());
        assertEquals(Outcome.done(), world.handle(Samples.delivery(event, "REDELIVER")));
        assertEquals(1, world.mailer.accepted().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"not an address", "a@b@example.org"})
    void buriesWhoeverCannotBeWrittenTo(String reason) {
        world.recipients.failWith(MailFailure.refused(reason));

        assertEquals(Outcome.givenUp(), world.handle(Samples.userCreated(USER)));

        assertEquals(reason, world.deadLetters.reason());
    }
}
