package dev.shippy.runtime.postgres;

import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.PermanentFailure;
import dev.shippy.runtime.TlsFailures;
import io.vertx.core.Future;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What the driver's failures mean for a caller, by SQLSTATE and type; what is not here is a fault of ours and stays as it is. */
final class PostgresErrors {

    private static final String UNIQUE_VIOLATION = "23505";
    /** Connections, resources, rollbacks for others' sake, cancelled or shut down, read-only standby, broken storage. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "40", "57", "25", "58");
    /** Refused login or missing database: permanent at start; later, a fault for the operator to fix. */
    private static final Set<String> SETUP_CLASSES = Set.of("28", "3D");

    private static final String PROTOCOL_VIOLATION = "08P01";
    /**
     * The driver has no type for it. Its "SSL handshake failed" is not like it: the connection was closed before the
     * server answered, as when it restarts behind a proxy.
     */
    private static final String NO_TLS = "Postgres Server does not handle SSL connection";

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

    /** At start: a {@link PermanentFailure} if waiting cannot fix it, else the failure for a log line. */
    static Throwable atStart(PostgresConfig config, Throwable failure) {
        Optional<String> sentence = causes(failure)
                .map(cause -> permanent(config, cause))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> TlsFailures.reason(failure).map(reason -> withoutTls(config, reason)));
        return sentence.<Throwable>map(words -> new PermanentFailure(words, failure))
                .orElseGet(() -> inWords(failure));
    }

    private static Optional<String> permanent(PostgresConfig config, Throwable cause) {
        if (cause instanceof PgException refused) {
            return permanent(config, refused);
        }
        String message = String.valueOf(cause.getMessage());
        if (NO_TLS.equals(message)) {
            return Optional.of(withoutTls(config, message));
        }
        return cause instanceof IllegalArgumentException || cause instanceof UnsupportedOperationException
                ? Optional.of("PostgreSQL at " + config.address() + " cannot be used with this PG_URL: " + message)
                : Optional.empty();
    }

    private static Optional<String> permanent(PostgresConfig config, PgException refused) {
        String said = refused.getErrorMessage() + " (" + refused.getSqlState() + ")";
        String server = "PostgreSQL at " + config.address();
        return switch (stateClass(refused)) {
            case "28" ->
                Optional.of(server + " refuses the user " + config.user() + ": " + said
                        + ". Check the user and the password in PG_URL or PG_PASSWORD");
            case "3D" -> Optional.of(server + ": " + said + ". Create the database, or name another one in PG_URL");
            case "42", "0A", "22", "3F" ->
                Optional.of(server + " refuses a statement of the user " + config.user() + ": " + said
                        + ". The user must own the database, or the schema " + config.schema());
            default ->
                isAboutStartupParameter(refused)
                        ? Optional.of(throughAnotherPool(config) + ": " + said)
                        : Optional.empty();
        };
    }

    /** PgBouncer also uses this state for temporary failures. */
    private static boolean isAboutStartupParameter(PgException refused) {
        return PROTOCOL_VIOLATION.equals(refused.getSqlState())
                && String.valueOf(refused.getErrorMessage()).contains("startup parameter");
    }

    /** The message about a pooler, which keeps no connection settings. */
    static String throughAnotherPool(PostgresConfig config) {
        return "The server at " + config.address()
                + " is a pooler such as PgBouncer, which does not pass Shippy's settings on to"
                + " PostgreSQL. Name PostgreSQL itself in PG_URL: Shippy has its own pool";
    }

    private static String withoutTls(PostgresConfig config, String reason) {
        return "TLS with PostgreSQL at " + config.address() + " fails: " + reason + ". Check sslmode in PG_URL";
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
    }

    private static String stateClass(PgException refused) {
        String state = refused.getSqlState();
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
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
        String stateClass = stateClass(refused);
        if (PASSING_CLASSES.contains(stateClass) || SETUP_CLASSES.contains(stateClass)) {
            return ServiceException.unavailable("The database cannot serve now", refused);
        }
        return refused;
    }
}
