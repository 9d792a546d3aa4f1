package dev.shippy.consignment;

import io.vertx.core.Future;
import java.time.Duration;

/** Waits without blocking. */
@FunctionalInterface
interface Pauses {

    Future<Void> pause(Duration duration);
}
