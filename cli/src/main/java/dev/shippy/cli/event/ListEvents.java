package dev.shippy.cli.event;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.OutputFormat;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.UsageException;
import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.nats.StreamOperator;
import dev.shippy.runtime.nats.StreamReader;
import dev.shippy.runtime.nats.StreamSelection;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "Lists events, oldest first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shippy event list",
            "  shippy event list --last 5 --subject user.created",
            "  shippy event list --since 2h --until 1h",
            "  shippy event list --from-seq 100 --count 10 --output json"
        })
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class ListEvents implements Callable<Integer> {

    private static final long USUAL = 20;

    private final Shippy shippy;

    @Mixin
    private EventFilter filter;

    @Option(
            names = "--last",
            paramLabel = "N",
            converter = EventFilter.Count.class,
            description = "Only the newest N of them; default: 20, unless --from-seq, --since or --count is given.")
    private @Nullable Long last;

    ListEvents(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (last != null && filter.saysCount()) {
            throw new UsageException("--last is for the newest events and --count for the oldest: give one of them");
        }
        boolean json = shippy.format(OutputFormat.TABLE) == OutputFormat.JSON;
        try (Session session = shippy.connectAsOperator();
                StreamReader reader = session.streams().open(selection(session.streams()))) {
            EventPrinter printer = json
                    ? new EventDocument(shippy.bytes(), "events", EventJson::write)
                    : new EventRows(shippy.out(), EventRows.OF_EVENTS);
            boolean any = false;
            for (Optional<StoredMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
                printer.print(next.get());
                any = true;
            }
            printer.end();
            if (!any) {
                shippy.note("No events.");
            }
        }
        return ExitCode.OK;
    }

    private StreamSelection selection(StreamOperator streams) throws InterruptedException {
        StreamSelection selection = filter.selection();
        if (last != null) {
            return streams.newest(selection, last);
        }
        return filter.saysBeginning() || filter.saysCount() ? selection : streams.newest(selection, USUAL);
    }
}
