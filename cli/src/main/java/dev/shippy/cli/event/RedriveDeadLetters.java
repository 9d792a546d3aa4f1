package dev.shippy.cli.event;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Line;
import dev.shippy.cli.Progress;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.UsageException;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.nats.StreamOperator;
import dev.shippy.runtime.nats.StreamReader;
import dev.shippy.runtime.nats.StreamSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "redrive",
        description = {
            "Hands the events of dead letters to the subscriber once more, and drops the letters.",
            "With --all it only says how many there are, unless --yes is given.",
            "An event that fails again becomes a new dead letter."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shippy dead-letter redrive 3 4", "  shippy dead-letter redrive --all --yes"})
final class RedriveDeadLetters implements Callable<Integer> {

    private final Shippy shippy;

    @Parameters(
            paramLabel = "SEQ",
            arity = "0..*",
            converter = EventFilter.Count.class,
            description = "Their SEQ in the list.")
    private List<Long> sequences = new ArrayList<>();

    @Option(names = "--all", description = "All that there are now.")
    private boolean all;

    @Option(names = "--yes", description = "Do it, with --all.")
    private boolean yes;

    RedriveDeadLetters(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (all == !sequences.isEmpty()) {
            throw new UsageException(
                    "Name the dead letters by their SEQ in " + shippy.typed("dead-letter list") + ", or give --all");
        }
        try (Session session = shippy.connectAsOperator()) {
            if (!all) {
                return redriveNamed(session.streams());
            }
            return yes ? redriveAll(session.streams()) : countAll(session.streams());
        }
    }

    private int redriveNamed(StreamOperator streams) throws InterruptedException {
        Redrive redrive = new Redrive(streams);
        long redriven = 0;
        try {
            for (long sequence : sequences) {
                redrive.redrive(ShowDeadLetter.find(shippy, streams, sequence));
                redriven++;
            }
        } finally {
            shippy.output().summary(List.of(new Line("redriven", redriven)));
        }
        return ExitCode.OK;
    }

    private int countAll(StreamOperator streams) throws InterruptedException {
        long there = streams.state(EventStream.DEAD_LETTERS).messages();
        shippy.output().summary(List.of(new Line("dead_letters", there)));
        shippy.note("Nothing was redriven; --yes does it.");
        return ExitCode.OK;
    }

    /** What cannot be redriven stays and does not keep the others from it. */
    private int redriveAll(StreamOperator streams) throws InterruptedException {
        Redrive redrive = new Redrive(streams);
        long redriven = 0;
        long left = 0;
        try (StreamReader reader = streams.open(StreamSelection.of(EventStream.DEAD_LETTERS));
                Progress progress = shippy.progress()) {
            for (Optional<StoredMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
                String sentence = attempt(redrive, next.get());
                redriven += sentence.isEmpty() ? 1 : 0;
                left += sentence.isEmpty() ? 0 : 1;
                if (!sentence.isEmpty()) {
                    progress.erase();
                    shippy.note(sentence + ".");
                }
                long done = redriven;
                progress.tell(() -> "dead letters redriven: " + done + ", to come: " + reader.pending());
            }
        }
        shippy.output().summary(List.of(new Line("redriven", redriven), new Line("left", left)));
        return left == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }

    private static String attempt(Redrive redrive, StoredMessage letter) throws InterruptedException {
        try {
            redrive.redrive(letter);
            return "";
        } catch (ServiceException failure) {
            if (failure.code() != ErrorCode.FAILED_PRECONDITION) {
                throw failure;
            }
            return failure.sentence();
        }
    }
}
