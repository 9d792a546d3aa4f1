package dev.shippy.runtime;

import io.vertx.core.Future;

/** What can say whether it has all that it needs to serve. */
public interface HealthCheck {

    /** Success when everything that it needs answers; otherwise a failure whose message says what does not. */
    Future<Void> check();
}
