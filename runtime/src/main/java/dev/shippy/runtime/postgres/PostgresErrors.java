package dev.shippy.runtime.postgres;

import dev.shippy.contracts.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What the driver's failures mean for a caller, by SQLSTATE and type; what is not here is a fault of ours and stays as it is. */
final class PostgresErrors {

    private static final String UNIQUE_VIOLATION = "23505";
    /** Connections, resources, rollbacks for others' sake, cancelled or shut down, read-only standby, broken storage. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "40", "57", "25", "58");
    /** Not let in, or no such database yet: for somebody to put right while we wait. */
    private static final Set<String> SETUP_CLASSES = Set.of("28", "3D");

    private PostgresErrors() {}

    static <T> Future<T> translate(Throwable failure) {
        return Future.failedFuture(translated(failure));
    }

    /** For a log line: what a server that is starting calls FATAL is no fault of anybody's. */
    static Throwable inWords(Throwable failure) {
        return failure instanceof PgException refused
                ? new IllegalStateException(refused.getErrorMessage() + " (" + refused.getSqlState() + ")", refused)
                : failure;
    }

    private static Throwable translated(Throwable failure) {
        if (failure instanceof ServiceException) {
            return failure;
        }
        if (failure instanceof PgException refused) {
            return translated(refused);
        }
        if (failure instanceof ConnectionPoolTooBusyException) {
            return ServiceException.tooBusy("Too many calls wait for the database");
        }
        if (failure instanceof TimeoutException) {
            return ServiceException.unavailable("The database does not answer in time", failure);
        }
        // A closed connection, and the driver's own time limit for getting one, are VertxExceptions.
        if (failure instanceof IOException || failure instanceof VertxException) {
            return ServiceException.unavailable("The database cannot be reached", failure);
        }
        return failure;
    }

    private static Throwable translated(PgException refused) {
        String state = refused.getSqlState();
        if (UNIQUE_VIOLATION.equals(state)) {
            return ServiceException.alreadyExists("It exists already");
        }
        String stateClass = state == null || state.length() < 2 ? "" : state.substring(0, 2);
        if (PASSING_CLASSES.contains(stateClass) || SETUP_CLASSES.contains(stateClass)) {
            return ServiceException.unavailable("The database cannot serve now", refused);
        }
        return refused;
    }
}
