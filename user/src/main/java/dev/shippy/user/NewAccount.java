package dev.shippy.user;

/**
 * An account that is about to be stored.
 *
 * @param passwordHash bcrypt's
 * @param requestKey unique to the call that makes it
 */
record NewAccount(
        String id,
        String name,
        String company,
        EmailAddress email,
        boolean admin,
        String passwordHash,
        String requestKey) {

    @Override
    public String toString() {
        return "NewAccount[" + id + "]";
    }
}
