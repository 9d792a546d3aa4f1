package dev.shippy.cli;

import java.time.Duration;

/** Connects to a running system. */
@FunctionalInterface
public interface Connector {

    /**
     * Connects to the NATS server.
     *
     * @throws dev.shippy.contracts.ServiceException UNAVAILABLE when it does not answer within the limit
     */
    Gateway connect(String url, Duration limit);
}
