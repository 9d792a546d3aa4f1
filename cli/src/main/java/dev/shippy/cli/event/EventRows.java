package dev.shippy.cli.event;

import dev.shippy.cli.Column;
import dev.shippy.cli.ListWriter;
import dev.shippy.cli.Output;
import dev.shippy.cli.Text;
import dev.shippy.contracts.CloudEvents;
import dev.shippy.runtime.nats.StoredMessage;
import java.io.PrintWriter;
import java.util.List;

/** Messages as rows, printed one by one. */
final class EventRows implements EventPrinter {

    /** As wide as events of ours are. */
    static final List<Column<StoredMessage>> OF_EVENTS = List.of(
            new Column<>("SEQ", StoredMessage::sequence, 6),
            new Column<>("TIME", event -> Text.time(event.storedAt()), 24),
            new Column<>("SUBJECT", StoredMessage::subject, 21),
            new Column<>("ENTITY", event -> event.header(CloudEvents.SUBJECT), 36),
            new Column<>("ID", event -> event.header(CloudEvents.ID), 36));

    private final ListWriter<StoredMessage> table;
    private boolean begun;

    EventRows(PrintWriter out, List<Column<StoredMessage>> columns) {
        this.table = Output.rows(out, columns);
    }

    @Override
    public void print(StoredMessage event) {
        begun = true;
        table.part(List.of(event));
    }

    @Override
    public void flush() {}

    @Override
    public void end() {
        if (!begun) {
            table.part(List.of());
        }
        table.end("");
    }
}
