package dev.shippy.cli.event;

import dev.shippy.cli.OutputFormat;
import dev.shippy.cli.Shippy;
import dev.shippy.runtime.nats.StoredMessage;

/** Shows events as they come; fails with an {@link java.io.UncheckedIOException} when nobody reads them any more. */
interface EventPrinter {

    void print(StoredMessage event);

    /** Shows what is held back. */
    void flush();

    /** To be called once, after the last one. */
    void end();

    /** Rows for people; for programs one event a line, so that each can be used as it comes. */
    static EventPrinter of(Shippy shippy, OutputFormat usual) {
        return shippy.format(usual) == OutputFormat.JSON
                ? new EventLines(shippy.bytes())
                : new EventRows(shippy.out(), EventRows.OF_EVENTS);
    }
}
