package dev.shippy.faults;

import java.util.List;

/** The MongoDB of an installation: one server, or a replica set. */
interface Store extends AutoCloseable {

    /** The administrator's connection string. */
    String url();

    /** The faults that may hit it during bookings. */
    List<StoreFault> faults();

    /** Waits until it accepts writes. */
    void awaitPrimary();

    /** Stops all servers; the data stay. */
    void stop();

    /** Starts all servers again. */
    void restart();

    /** The errors between services and MongoDB, one per line; empty if they were not recorded. */
    List<String> errors();

    @Override
    void close();
}
