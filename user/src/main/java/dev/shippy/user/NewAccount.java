package dev.shippy.user;

import dev.shippy.contracts.Trace;

/**
 * An account that is about to be stored.
 *
 * @param passwordHash bcrypt's
 * @param requestKey unique to the call that makes it
 * @param trace of that call
 */
record NewAccount(
        String id,
        String name,
        String company,
        EmailAddress email,
        boolean admin,
        String passwordHash,
        String requestKey,
        Trace trace) {

    @Override
    public String toString() {
        return "NewAccount[" + id + "]";
    }
}
