package dev.shippy.cli.event;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.shippy.runtime.nats.StoredMessage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** Messages as one JSON document with a list, written as they come. */
final class EventDocument implements EventPrinter {

    /** How one of them is written. */
    @FunctionalInterface
    interface Item {
        void write(EventJson json, StoredMessage event) throws IOException;
    }

    private interface Writing {
        void run() throws IOException;
    }

    private final PrintWriter out;
    private final JsonGenerator json;
    private final EventJson events;
    private final Item item;

    EventDocument(PrintWriter out, String field, Item item) {
        this.out = out;
        this.json = JsonText.document(out);
        this.events = new EventJson(json);
        this.item = item;
        attempt(() -> {
            json.writeStartObject();
            json.writeArrayFieldStart(field);
        });
    }

    @Override
    public void print(StoredMessage event) {
        attempt(() -> item.write(events, event));
    }

    @Override
    public void flush() {
        attempt(json::flush);
    }

    @Override
    public void end() {
        attempt(() -> {
            json.writeEndArray();
            json.writeEndObject();
            json.flush();
        });
        out.println();
        out.flush();
    }

    private static void attempt(Writing writing) {
        try {
            writing.run();
        } catch (IOException failed) { // a PrintWriter keeps its own to itself
            throw new UncheckedIOException(failed);
        }
    }
}
