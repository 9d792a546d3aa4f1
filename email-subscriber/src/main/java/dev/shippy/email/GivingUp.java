package dev.shippy.email;

import dev.shippy.contracts.Services;
import dev.shippy.runtime.nats.DeadLetter;
import dev.shippy.runtime.nats.Delivery;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes dead letters. First the letter, then the ledger: what is interrupted is done again, and the letter is stored once. */
final class GivingUp {

    private static final Logger log = LoggerFactory.getLogger(GivingUp.class);

    private final DeadLetters deadLetters;
    private final MailLedger ledger;

    GivingUp(DeadLetters deadLetters, MailLedger ledger) {
        this.deadLetters = deadLetters;
        this.ledger = ledger;
    }

    /** Of a message that the ledger does not know, or knows to be dead. */
    Future<Void> bury(Delivery delivery, String reason) {
        log.warn("{} is a dead letter: {}", delivery.message(), reason);
        return deadLetters.bury(
                new DeadLetter(delivery.message(), Services.EMAIL_SUBSCRIBER, delivery.count(), reason));
    }

    /** Of a message whose mail is claimed. */
    Future<Void> bury(Delivery delivery, Claim claim, String reason) {
        return bury(delivery, reason).compose(buried -> ledger.dead(claim, reason));
    }
}
