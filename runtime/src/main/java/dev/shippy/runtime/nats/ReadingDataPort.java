package dev.shippy.runtime.nats;

/** A reader's socket: its deliveries have {@link CarriedHeaders}. Public because jnats makes it by its name; read by one thread. */
public final class ReadingDataPort extends GuardedDataPort {

    /** For jnats. */
    public ReadingDataPort() {
        super(HeaderGuard.Carried.DELIVERIES);
    }
}
