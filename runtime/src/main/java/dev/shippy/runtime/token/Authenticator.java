package dev.shippy.runtime.token;

import dev.shippy.contracts.Caller;
import io.vertx.core.Future;

/** Finds out whose token it is. */
@FunctionalInterface
public interface Authenticator {

    /**
     * The user of a token.
     *
     * @param token as it came, of any size and content
     * @return the user with its present roles, or a {@link dev.shippy.contracts.ServiceException}: UNAUTHENTICATED when the
     *     token is invalid or its user is gone, UNAVAILABLE when that cannot be found out
     */
    Future<Caller> authenticate(String token);
}
