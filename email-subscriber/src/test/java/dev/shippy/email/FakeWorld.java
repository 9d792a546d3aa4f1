package dev.shippy.email;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.contracts.EventMessage;
import dev.shippy.runtime.nats.Delivery;
import dev.shippy.runtime.nats.DeliveryHandler.Outcome;
import java.time.Clock;
import java.time.Duration;

/** A subscriber among fakes, with a user whose name is Ada. */
final class FakeWorld implements AutoCloseable {

    static final String USER = "0b5e";
    static final int ATTEMPTS = 3;
    static final int UNCONFIRMED = 4;
    static final Duration LEASE = Duration.ofSeconds(2);
    static final Duration KEEP = Duration.ofDays(90);
    /** Nothing is probed within a test. */
    static final Pauses PAUSES =
            new Pauses(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(7));

    static final Outcome AWAY = Outcome.again(PAUSES.away());

    final TestContext context = new TestContext();
    final InMemoryLedger ledger = new InMemoryLedger();
    final FakeRecipients recipients = new FakeRecipients();
    final FakeMailer mailer = new FakeMailer();
    final FakeDeadLetters deadLetters = new FakeDeadLetters();
    final Gate gate = gate(PAUSES);
    private final Subscriber subscriber = instance(gate);

    FakeWorld() {
        recipients.put(USER, "Ada", "ada@example.org");
    }

    /** Another instance on the same ledger. */
    Subscriber instance(Gate itsGate) {
        return instance(itsGate, LEASE);
    }

    Subscriber instance(Gate itsGate, Duration lease) {
        MailingConfig config = new MailingConfig(8, ATTEMPTS, UNCONFIRMED, lease, KEEP);
        GivingUp givingUp = new GivingUp(deadLetters, ledger);
        Mailing mailing = new Mailing(
                context.vertx, ledger, recipients, mailer, givingUp, itsGate, config, PAUSES, Clock.systemUTC());
        return new Subscriber(mailing, givingUp, itsGate, PAUSES);
    }

    Gate gate(Pauses pauses) {
        return new Gate(context.vertx, ledger::probe, 8, pauses);
    }

    Figures figures() {
        return context.call(ledger::figures);
    }

    @CanIgnoreReturnValue
    Outcome handle(EventMessage event) {
        return handle(Samples.delivery(event));
    }

    @CanIgnoreReturnValue
    Outcome handle(Delivery delivery) {
        return context.call(() -> subscriber.handle(delivery));
    }

    @Override
    public void close() {
        context.close();
    }
}
