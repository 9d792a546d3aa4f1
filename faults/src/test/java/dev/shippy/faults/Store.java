package dev.shippy.faults;

import java.util.List;

/** The MongoDB of an installation: one server, or a replica set. */
interface Store extends AutoCloseable {

    /** For the account that may do everything. */
    String url();

    /** What may happen to it while bookings go on. */
    List<StoreFault> faults();

    /** Waits until it takes writes. */
    void awaitPrimary();

    /** Ends all of it; the data stay. */
    void stop();

    /** Starts all of it again. */
    void restart();

    /** What went wrong between services and it, a line each; nothing where nobody has listened. */
    List<String> errors();

    @Override
    void close();
}
