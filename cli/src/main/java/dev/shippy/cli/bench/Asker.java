package dev.shippy.cli.bench;

import dev.shippy.contracts.ServiceException;
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

    /**
     * Sends a request that was meant to be sent at a moment of the {@link Timetable}.
     *
     * @param meant nanoseconds
     */
    default Future<?> ask(long number, long meant) {
        return ask(number);
    }

    /** Asks once. Returns the code and the sentence of a refusal, which {@code nats bench} does not read; empty if there is none. */
    default String refusal() {
        try {
            var unused = ask(0).await();
            return "";
        } catch (ServiceException refused) {
            return refused.code().number() + ": " + refused.sentence();
        }
    }
}
