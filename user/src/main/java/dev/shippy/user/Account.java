package dev.shippy.user;

import dev.shippy.contracts.Role;
import java.time.Instant;
import java.util.Set;

/**
 * Somebody who may log in.
 *
 * @param id a UUID
 * @param createdAt when the account was made, whole milliseconds
 */
record Account(String id, String name, String company, EmailAddress email, boolean admin, Instant createdAt) {

    Set<Role> roles() {
        return admin ? Set.of(Role.ADMIN) : Set.of();
    }

    /** For logs: the rest is personal. */
    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
