package dev.shippy.runtime.nats;

import io.vertx.core.Future;

/** A durable consumer that is being read. */
public interface EventSubscription {

    /**
     * How many messages may be worked on at a time; 0 stops pulling until there is another limit. Some that were asked for
     * before may still come.
     */
    void limit(int messages);

    /** Messages in the stream that are not done: not delivered yet, or delivered and not acknowledged. */
    Future<Long> waiting();

    /** Pulls no more, and ends when what is being worked on has its outcome. */
    Future<Void> stop();
}
