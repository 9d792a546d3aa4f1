package dev.shippy.cli.bench;

import io.vertx.core.Future;

/** Sends one request and does not wait for its answer. */
@FunctionalInterface
interface Asker {

    /**
     * Sends a request.
     *
     * @param number from 0, another one for each request
     * @return the answer, or a {@link dev.shippy.contracts.ServiceException}
     */
    Future<?> ask(long number);
}
