package dev.shippy.contracts;

import java.util.Set;

/**
 * Who calls.
 *
 * @param kind how the caller is known
 * @param id a user's id, a service's name, or empty for an anonymous caller
 * @param roles a user's roles as they are now, at most a cache lifetime old
 */
public record Caller(Kind kind, String id, Set<Role> roles) {

    /** How a caller is known. */
    public enum Kind {
        /** Brought no token to a door that needs none. */
        ANONYMOUS,
        /** Brought a good token. */
        USER,
        /** Came through an internal door: NATS let it in. The id is the user or the service on whose behalf it calls. */
        SERVICE
    }

    public static final Caller ANONYMOUS = new Caller(Kind.ANONYMOUS, "", Set.of());

    public Caller {
        roles = Set.copyOf(roles);
    }

    public static Caller user(String id, Set<Role> roles) {
        return new Caller(Kind.USER, id, roles);
    }

    public static Caller service(String id) {
        return new Caller(Kind.SERVICE, id, Set.of());
    }

    public boolean isAdmin() {
        return roles.contains(Role.ADMIN);
    }

    public boolean isService() {
        return kind == Kind.SERVICE;
    }

    /** Whether this is the user with the id. */
    public boolean isUser(String userId) {
        return kind == Kind.USER && id.equals(userId);
    }
}
