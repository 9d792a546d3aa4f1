package dev.shippy.cli.event;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.nats.StreamOperator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Shows one dead letter: why it is one, and the event that it is a copy of.",
        footerHeading = "%nExample:%n",
        footer = "  shippy dead-letter show 3")
@SuppressWarnings("NullAway.Init") // parameters are set by picocli
final class ShowDeadLetter implements Callable<Integer> {

    private final Shippy shippy;

    @Parameters(paramLabel = "SEQ", converter = EventFilter.Count.class, description = "Its SEQ in the list.")
    private Long sequence;

    ShowDeadLetter(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = shippy.connectAsOperator()) {
            new EventView(shippy).show(find(shippy, session.streams(), sequence));
        }
        return ExitCode.OK;
    }

    static StoredMessage find(Shippy shippy, StreamOperator streams, long sequence) throws InterruptedException {
        return streams.read(EventStream.DEAD_LETTERS, sequence)
                .orElseThrow(() -> ServiceException.notFound("There is no dead letter " + sequence + "; "
                        + shippy.typed("dead-letter list") + " lists them"));
    }
}
