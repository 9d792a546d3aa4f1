package dev.shippy.runtime.token;

import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.user.v1.Token;
import io.vertx.core.Future;

/** What the verification of tokens needs of the user service. */
public interface Accounts {

    /** The public keys that verify tokens now; fails with a {@link dev.shippy.contracts.ServiceException}. */
    Future<KeySet> keys();

    /**
     * Whether the user of a token still exists, and its present roles: {@code valid}, {@code user_id} and {@code roles}, or the
     * reason in {@code errors}. Fails with a {@link dev.shippy.contracts.ServiceException} when there is no answer.
     */
    Future<Token> validate(String token);
}
