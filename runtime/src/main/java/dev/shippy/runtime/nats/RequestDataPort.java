package dev.shippy.runtime.nats;

/** The socket of public doors: requests have {@link CarriedHeaders}. Public because jnats makes it by its name; read by one thread. */
public final class RequestDataPort extends GuardedDataPort {

    /** For jnats. */
    public RequestDataPort() {
        super(HeaderGuard.Carried.REQUESTS);
    }
}
