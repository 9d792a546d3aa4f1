package dev.shippy.cli.event;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.shippy.runtime.nats.StoredMessage;
import java.io.IOException;
import java.io.OutputStream;

/** Messages as one JSON document with a list, written as they come. */
final class EventDocument implements EventPrinter {

    /** How one of them is written. */
    @FunctionalInterface
    interface Item {
        void write(EventJson json, StoredMessage event) throws IOException;
    }

    private final JsonGenerator json;
    private final EventJson events;
    private final Item item;

    EventDocument(OutputStream out, String field, Item item) {
        this.json = JsonText.document(out);
        this.events = new EventJson(json);
        this.item = item;
        JsonText.attempt(() -> {
            json.writeStartObject();
            json.writeArrayFieldStart(field);
        });
    }

    @Override
    public void print(StoredMessage event) {
        JsonText.attempt(() -> item.write(events, event));
    }

    @Override
    public void flush() {
        JsonText.attempt(json::flush);
    }

    @Override
    public void end() {
        JsonText.attempt(() -> {
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        });
    }
}
