package dev.shippy.runtime;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/** What can say whether it has all that it needs to serve, and whether it ever will again. */
public interface HealthCheck {

    /** Success when everything that it needs answers; otherwise a failure whose message says what does not. */
    Future<Void> check();

    /**
     * Fails, with the reason as its message, when this process can never serve again and has to be started anew; does not
     * complete otherwise.
     */
    default Future<Void> lost() {
        return Promise.<Void>promise().future();
    }
}
