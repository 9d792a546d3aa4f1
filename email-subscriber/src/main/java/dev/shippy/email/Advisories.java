package dev.shippy.email;

import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.UndecodableEventException;
import dev.shippy.runtime.nats.Delivery;
import dev.shippy.runtime.nats.DeliveryHandler;
import dev.shippy.runtime.nats.MaxDeliveries;
import dev.shippy.runtime.nats.StoredMessage;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The net below the count of attempts: what the server has delivered as often as it may, and will not deliver again, becomes a
 * dead letter unless its mail is sent or needs none.
 */
final class Advisories implements DeliveryHandler {

    private static final Logger log = LoggerFactory.getLogger(Advisories.class);

    private final StoredMessages messages;
    private final MailLedger ledger;
    private final GivingUp givingUp;
    private final Duration lease;
    private final Duration away;

    Advisories(StoredMessages messages, MailLedger ledger, GivingUp givingUp, Duration lease, Pauses pauses) {
        this.messages = messages;
        this.ledger = ledger;
        this.givingUp = givingUp;
        this.lease = lease;
        this.away = pauses.away();
    }

    @Override
    public Future<Outcome> handle(Delivery delivery) {
        return MaxDeliveries.read(delivery.message())
                .map(this::look)
                .orElseGet(() -> Future.succeededFuture(Outcome.done()));
    }

    private Future<Outcome> look(MaxDeliveries word) {
        Optional<EventStream> stream = streamOf(word);
        if (stream.isEmpty()) {
            return Future.succeededFuture(Outcome.done());
        }
        return messages.read(stream.get(), word.sequence())
                .compose(found -> found.isPresent() ? handle(found.get(), word) : gone(word))
                .recover(this::unlessAway);
    }

    /** The stream of the message, when it is one of those that mails are sent from. */
    private static Optional<EventStream> streamOf(MaxDeliveries word) {
        return Stream.of(EventStream.EVENTS, EventStream.REDELIVER)
                .filter(stream -> stream.name().equals(word.stream()))
                .filter(stream -> word.consumer().equals(Services.EMAIL_SUBSCRIBER))
                .findFirst();
    }

    private static Future<Outcome> gone(MaxDeliveries word) {
        log.warn(
                "{} {} was delivered {} times, was not done, and is not in the stream any more",
                word.stream(),
                word.sequence(),
                word.deliveries());
        return Future.succeededFuture(Outcome.done());
    }

    private Future<Outcome> handle(StoredMessage message, MaxDeliveries word) {
        Delivery delivery = new Delivery(message, word.deliveries());
        String reason = "Delivered " + word.deliveries() + " times without being done";
        try {
            Optional<EventMessage> event = message.event();
            return event.isEmpty()
                    ? Future.succeededFuture(Outcome.done())
                    : ledger.claim(event.get().id(), message.toString(), lease)
                            .compose(standing -> giveUp(delivery, standing, reason));
        } catch (UndecodableEventException notOurs) {
            return givingUp.bury(delivery, String.valueOf(notOurs.getMessage())).map(Outcome.done());
        }
    }

    private Future<Outcome> giveUp(Delivery delivery, Standing standing, String reason) {
        if (standing instanceof Standing.Granted granted) {
            String last = granted.claim().lastError();
            return givingUp.bury(delivery, granted.claim(), last.isEmpty() ? reason : reason + "; " + last)
                    .map(Outcome.done());
        }
        if (standing instanceof Standing.Dead dead) {
            return givingUp.bury(delivery, dead.reason()).map(Outcome.done());
        }
        return Future.succeededFuture(
                standing instanceof Standing.Busy busy
                        ? Outcome.again(busy.lease().plus(away))
                        : Outcome.done());
    }

    private Future<Outcome> unlessAway(Throwable failure) {
        if (failure instanceof ServiceException known) {
            log.info("An advisory waits: {}", known.sentence());
            return Future.succeededFuture(Outcome.again(away));
        }
        return Future.failedFuture(failure);
    }
}
