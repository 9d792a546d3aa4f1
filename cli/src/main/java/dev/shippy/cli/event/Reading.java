package dev.shippy.cli.event;

import dev.shippy.cli.Progress;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.StopSignal;
import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.nats.StreamOperator;
import dev.shippy.runtime.nats.StreamReader;
import dev.shippy.runtime.nats.StreamSelection;
import java.util.Optional;

/**
 * Shows events until their end, until Ctrl-C, or until nobody reads them any more.
 *
 * @param verb of the sentence at the end, such as {@code Replayed}
 * @param oneByOne whether each event is shown as soon as it is there
 */
record Reading(Shippy shippy, EventPrinter printer, String verb, boolean oneByOne) {

    private static final int CHECK_EVERY = 1_000;

    /** What is read; found out with the connection that reads. */
    @FunctionalInterface
    interface Choice {
        StreamSelection in(StreamOperator streams) throws InterruptedException;
    }

    /** What is waited for before an event is shown. */
    @FunctionalInterface
    interface Turn {
        void await(StoredMessage event) throws InterruptedException;
    }

    void run(Choice choice, Turn turn) {
        StopSignal stop = shippy.interruptible();
        Tally tally = new Tally();
        try {
            if (read(choice, turn, tally)) {
                printer.end();
                shippy.note(verb + " " + tally.sentence() + ".");
            }
        } finally {
            printer.flush();
            stop.ended();
        }
    }

    /** Returns whether somebody still reads. */
    private boolean read(Choice choice, Turn turn, Tally tally) {
        try (Session session = shippy.connectAsOperator();
                Progress progress = shippy.progressBesideResults();
                StreamReader reader = session.streams().open(choice.in(session.streams()))) {
            tally.begin();
            for (Optional<StoredMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
                turn.await(next.get());
                printer.print(next.get());
                tally.add(next.get());
                progress.tell(() -> tally.events() + " events read, " + reader.pending() + " to come");
                if (!isHeard(tally)) {
                    return false;
                }
            }
        } catch (InterruptedException stopped) {
            // By a person who has seen enough.
            return true;
        }
        return true;
    }

    /** At the other end of a pipe nobody may be left. */
    private boolean isHeard(Tally tally) {
        if (oneByOne) {
            printer.flush();
        }
        return !(oneByOne || tally.events() % CHECK_EVERY == 0) || !shippy.out().checkError();
    }
}
