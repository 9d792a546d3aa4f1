package dev.shippy.cli.event;

import dev.shippy.cli.ClosedPipe;
import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Progress;
import dev.shippy.cli.ReaderWatch;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.StopSignal;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.nats.StreamOperator;
import dev.shippy.runtime.nats.StreamReader;
import dev.shippy.runtime.nats.StreamSelection;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Shows events until their end or until Ctrl-C.
 *
 * @param verb of the sentence at the end, such as {@code Replayed}
 * @param oneByOne whether each event is shown as soon as it is there
 */
record Reading(Shippy shippy, EventPrinter printer, String verb, boolean oneByOne) {

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
        StopSignal stop = shippy.interruptible(ExitCode.OK);
        Tally tally = new Tally();
        try (ReaderWatch watch = shippy.watchReader()) {
            read(choice, turn, tally);
            if (watch.isReaderGone()) {
                throw new UncheckedIOException(ClosedPipe.exception());
            }
            printer.end();
            shippy.note(verb + " " + (oneByOne ? tally.sentence() : tally.sentenceWithRate()) + ".");
        } catch (ServiceException failure) {
            // What was read before is not lost.
            printer.flush();
            throw failure;
        } finally {
            stop.ended();
        }
    }

    private void read(Choice choice, Turn turn, Tally tally) {
        try (Session session = shippy.connectAsOperator();
                Progress progress = shippy.progressBesideResults();
                StreamReader reader = session.streams().open(choice.in(session.streams()))) {
            tally.begin();
            for (Optional<StoredMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
                turn.await(next.get());
                show(next.get());
                tally.add(next.get());
                progress.tell(() -> "events read: " + tally.events() + ", to come: " + reader.pending());
            }
        } catch (InterruptedException stopped) {
            // Interrupted by the user, or because the reader is gone.
            return;
        }
    }

    private void show(StoredMessage event) {
        printer.print(event);
        if (oneByOne) {
            printer.flush();
        }
    }
}
