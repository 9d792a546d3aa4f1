package dev.shippy.email;

import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.UndecodableEventException;
import dev.shippy.runtime.nats.Delivery;
import dev.shippy.runtime.nats.DeliveryHandler;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what the streams deliver: events that call for a mail go to {@link Mailing}, and what is no event is given up. */
final class Subscriber implements DeliveryHandler {

    private static final Logger log = LoggerFactory.getLogger(Subscriber.class);

    private final Mailing mailing;
    private final GivingUp givingUp;
    private final Gate gate;
    private final Duration away;

    Subscriber(Mailing mailing, GivingUp givingUp, Gate gate, Pauses pauses) {
        this.mailing = mailing;
        this.givingUp = givingUp;
        this.gate = gate;
        this.away = pauses.away();
    }

    @Override
    public Future<Outcome> handle(Delivery delivery) {
        if (gate.isClosed()) {
            // It was asked for before the gate closed.
            return Future.succeededFuture(Outcome.again(away));
        }
        try {
            return tell(delivery, delivery.message().event());
        } catch (UndecodableEventException notOurs) {
            return giveUp(delivery, String.valueOf(notOurs.getMessage()));
        } catch (ServiceException wrongBody) {
            return giveUp(delivery, "In the body " + wrongBody.sentence());
        }
    }

    private Future<Outcome> tell(Delivery delivery, Optional<EventMessage> event) {
        Optional<Occasion> occasion = event.flatMap(Occasion::of);
        return event.isEmpty() || occasion.isEmpty()
                ? Future.succeededFuture(Outcome.done())
                : mailing.mail(new Task(delivery, event.get(), occasion.get()));
    }

    private Future<Outcome> giveUp(Delivery delivery, String reason) {
        return givingUp.bury(delivery, reason).map(Outcome.givenUp()).otherwise(failure -> {
            log.warn("{} could not be made a dead letter yet: {}", delivery.message(), failure.getMessage());
            return Outcome.again(away);
        });
    }
}
