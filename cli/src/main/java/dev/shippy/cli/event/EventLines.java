package dev.shippy.cli.event;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.shippy.runtime.nats.StoredMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Events as JSON, one a line. */
final class EventLines implements EventPrinter {

    private final JsonGenerator json;
    private final EventJson events;

    EventLines(PrintWriter out) {
        this.json = JsonText.lines(out);
        this.events = new EventJson(json);
    }

    @Override
    public void print(StoredMessage event) {
        try {
            events.write(event);
            json.writeRaw('\n');
        } catch (IOException failed) { // a PrintWriter keeps its own to itself
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void flush() {
        try {
            json.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void end() {
        flush();
    }
}
