package dev.shippy.user;

/**
 * An account with what proves that somebody owns it.
 *
 * @param passwordHash bcrypt's
 * @param normalized whether the password was normalized before it was hashed; earlier releases hashed it as typed
 * @param requestKey of the call that made it
 */
record Credentials(Account account, String passwordHash, boolean normalized, String requestKey) {

    /** The form of the password to compare with the hash. */
    Password asHashed(Password typed) {
        return normalized ? typed.normalized() : typed;
    }

    /** Whether this account came of the same call, all but the password compared. */
    boolean cameOf(SignUp signUp) {
        return requestKey.equals(signUp.requestKey())
                && account.email().equals(signUp.email())
                && account.name().equals(signUp.name())
                && account.company().equals(signUp.company());
    }

    @Override
    public String toString() {
        return "Credentials[" + account.id() + "]";
    }
}
