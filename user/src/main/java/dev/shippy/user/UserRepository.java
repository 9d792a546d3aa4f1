package dev.shippy.user;

import dev.shippy.contracts.Trace;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where accounts are kept, and what happened to them until it is published: an account that is made or removed and its event
 * are one write, of which the relay is told when it is done. Every change is atomic, whatever other instances do at the same time. Every method may fail with a
 * {@link dev.shippy.contracts.ServiceException} UNAVAILABLE or RESOURCE_EXHAUSTED; of a change it is then unknown whether it
 * was made. Results arrive on the caller's context.
 */
interface UserRepository {

    /** What became of a first admin. */
    enum FirstAdminOutcome {
        MADE,
        /** There is an admin already. */
        NOT_NEEDED,
        /** A customer has the address. */
        ADDRESS_TAKEN
    }

    /**
     * Where a page begins: after this account.
     *
     * @param createdAt whole milliseconds
     */
    record Position(Instant createdAt, String id) {}

    /**
     * Stores an account with the hash of the normalized password, or nothing if its address or request exists already.
     */
    Future<Optional<Account>> insert(NewAccount account);

    /** Stores an admin if there is none at all; safe for two instances at once. */
    Future<FirstAdminOutcome> insertFirstAdmin(NewAccount admin);

    Future<Boolean> hasAdmin();

    Future<Optional<Account>> find(String id);

    Future<Optional<Account>> findByEmail(EmailAddress email);

    Future<Optional<Credentials>> findCredentials(EmailAddress email);

    /** What stands in the way of a sign-up: the account that came of the same request, else the one with the address. */
    Future<Optional<Credentials>> findRival(SignUp signUp);

    /** Accounts after a position, oldest first; from the first one when there is no position. */
    Future<List<Account>> page(Optional<Position> after, int size);

    /**
     * Removes an account.
     *
     * @param trace of the call that asks for it
     * @return whether there was one; FAILED_PRECONDITION when it is the last admin's
     */
    Future<Boolean> delete(String id, Trace trace);

    /** Makes an account an admin's. @return the account as it is now, or nothing when there is none */
    Future<Optional<Account>> grant(String id);

    /**
     * Makes an account a plain one.
     *
     * @return the account as it is now, or nothing when there is none; FAILED_PRECONDITION when it is the last admin's
     */
    Future<Optional<Account>> revoke(String id);

    /** Replaces a password's hash by one of the normalized password, if the stored hash is still the given one. */
    Future<Void> replaceHash(String id, String present, String better);
}
