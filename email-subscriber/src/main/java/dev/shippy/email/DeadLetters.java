package dev.shippy.email;

import dev.shippy.runtime.nats.DeadLetter;
import io.vertx.core.Future;

/** Where an operator finds what could not be done. */
@FunctionalInterface
interface DeadLetters {

    /** Success when the letter is stored, and once however often it is told; otherwise UNAVAILABLE. */
    Future<Void> bury(DeadLetter letter);
}
