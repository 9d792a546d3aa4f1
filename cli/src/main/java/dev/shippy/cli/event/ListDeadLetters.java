package dev.shippy.cli.event;

import dev.shippy.cli.Column;
import dev.shippy.cli.ExitCode;
import dev.shippy.cli.OutputFormat;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.Text;
import dev.shippy.contracts.EventStream;
import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.nats.StreamOperator;
import dev.shippy.runtime.nats.StreamReader;
import dev.shippy.runtime.nats.StreamSelection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "Lists dead letters, oldest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  shippy dead-letter list", "  shippy dead-letter list --last 10 --output json"})
final class ListDeadLetters implements Callable<Integer> {

    private static final List<Column<StoredMessage>> COLUMNS = List.of(
            new Column<>("SEQ", StoredMessage::sequence, 5),
            new Column<>("TIME", letter -> Text.time(letter.storedAt().toEpochMilli()), 20),
            new Column<>("SUBJECT", letter -> new Letter(letter).subject(), 26),
            new Column<>("EVENT", letter -> new Letter(letter).eventId(), 39),
            new Column<>("DELIVERIES", letter -> new Letter(letter).deliveries()),
            new Column<>("REASON", letter -> new Letter(letter).reason()));

    private final Shippy shippy;

    @Option(
            names = "--last",
            paramLabel = "N",
            converter = EventFilter.Count.class,
            description = "Only the newest N of them; default: all.")
    private @Nullable Long last;

    ListDeadLetters(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = shippy.connectAsOperator();
                StreamReader reader = session.streams().open(selection(session.streams()))) {
            EventPrinter printer = printer();
            boolean any = false;
            for (Optional<StoredMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
                printer.print(next.get());
                any = true;
            }
            printer.end();
            if (!any) {
                shippy.note("No dead letters.");
            }
        }
        return ExitCode.OK;
    }

    private StreamSelection selection(StreamOperator streams) throws InterruptedException {
        StreamSelection all = StreamSelection.of(EventStream.DEAD_LETTERS);
        return last == null ? all : streams.newest(all, last);
    }

    private EventPrinter printer() {
        return shippy.format(OutputFormat.TABLE) == OutputFormat.JSON
                ? new EventDocument(shippy.bytes(), "dead_letters", EventJson::writeLetter)
                : new EventRows(shippy.out(), COLUMNS);
    }
}
