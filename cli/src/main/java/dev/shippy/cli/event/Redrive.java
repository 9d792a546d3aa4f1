package dev.shippy.cli.event;

import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.nats.StreamOperator;
import java.util.Optional;

/** Hands the events of dead letters out once more; a letter goes when its copy is stored. */
record Redrive(StreamOperator streams) {

    /** @throws ServiceException when the event cannot be handed out; then the letter stays */
    void redrive(StoredMessage letter) throws InterruptedException {
        // The same id each time, so that two who redrive at once hand it out once.
        streams.redeliver(event(new Letter(letter)), "redrive-" + letter.sequence())
                .await();
        boolean unused = streams.deleteDeadLetter(letter.sequence());
    }

    /** The letter itself, which is a copy, or the original when the copy has no body. */
    private StoredMessage event(Letter letter) throws InterruptedException {
        if (!letter.isCut()) {
            return letter.message();
        }
        Optional<EventStream> stream = letter.originalStream();
        Optional<StoredMessage> original =
                stream.isEmpty() ? Optional.empty() : streams.read(stream.get(), letter.originalSequence());
        return original.filter(found -> found.header(CloudEvents.ID).equals(letter.eventId()))
                .orElseThrow(() -> ServiceException.failedPrecondition("The dead letter "
                        + letter.message().sequence()
                        + " is without its body, which was too large, and the event is no longer in its stream"));
    }
}
