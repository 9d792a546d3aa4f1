package dev.shippy.cli.event;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.shippy.runtime.nats.StoredMessage;
import java.io.OutputStream;

/** Events as JSON, one a line. */
final class EventLines implements EventPrinter {

    private final JsonGenerator json;
    private final EventJson events;

    EventLines(OutputStream out) {
        this.json = JsonText.lines(out);
        this.events = new EventJson(json);
    }

    @Override
    public void print(StoredMessage event) {
        JsonText.attempt(() -> {
            events.write(event);
            json.writeRaw('\n');
        });
    }

    @Override
    public void flush() {
        JsonText.attempt(json::flush);
    }

    @Override
    public void end() {
        flush();
    }
}
