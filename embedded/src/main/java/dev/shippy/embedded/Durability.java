package dev.shippy.embedded;

/** What an acknowledged write survives. */
public enum Durability {
    /** The end of the server process, also by {@code kill -9}, and a power cut: written through to the disk. */
    DURABLE,
    /** The end of the server process. Faster; for data that is thrown away anyway. */
    TEMPORARY
}
