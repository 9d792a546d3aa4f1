package dev.shippy.faults;

/** Services and their servers; everything ends with it. */
interface RunningSystem extends AutoCloseable {

    /** A customer's address. */
    String natsUrl();

    @Override
    void close();
}
