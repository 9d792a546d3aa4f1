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
        description = "Shows one event: its headers, and its body decoded.",
        footerHeading = "%nExample:%n",
        footer = "  shippy event show 12")
@SuppressWarnings("NullAway.Init") // parameters are set by picocli
final class ShowEvent implements Callable<Integer> {

    private final Shippy shippy;

    @Parameters(paramLabel = "SEQ", converter = EventFilter.Count.class, description = "Its sequence in the stream.")
    private Long sequence;

    ShowEvent(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = shippy.connectAsOperator()) {
            StreamOperator streams = session.streams();
            StoredMessage event = streams.read(EventStream.EVENTS, sequence).orElseThrow(this::notThere);
            new EventView(shippy).show(event);
        }
        return ExitCode.OK;
    }

    private ServiceException notThere() {
        return ServiceException.notFound("There is no event with the sequence " + sequence + "; "
                + shippy.typed("event list") + " lists the events");
    }
}
