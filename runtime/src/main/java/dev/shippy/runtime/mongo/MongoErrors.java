package dev.shippy.runtime.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoQueryException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.PermanentFailure;
import dev.shippy.runtime.mongo.ServerError.Meaning;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the driver's errors mean, told by their type and code. */
final class MongoErrors {

    /** Labels by which a server of any version marks an error as transient, whatever its code. */
    private static final Set<String> PASSING = Set.of("RetryableWriteError", "RetryableError", "SystemOverloadedError");

    private static final int UNAUTHORIZED = 13;
    /** Not a connection that broke during the handshake. */
    private static final Pattern TLS_FAILURE = Pattern.compile(
            "javax\\.net\\.ssl\\.SSL\\w*Exception: (PKIX[^}]*|No (?:subject|name)[^}]*|Unsupported or unrecognized SSL message|Received fatal alert: \\w+)");
    /** Begins the description of each server in the driver's text. */
    private static final Pattern SERVER = Pattern.compile("\\{address=");

    private MongoErrors() {}

    /**
     * UNAVAILABLE for whatever leaves open what happened. An error by which the server says for certain that it did not do
     * it (a duplicate key, a fault of ours) stays what it is.
     */
    static Throwable translated(Throwable failure) {
        if (failure instanceof ServiceException) {
            return failure;
        }
        if (isRefusal(failure)) {
            return ServiceException.unavailable("The store refuses this service's credentials", failure);
        }
        return isUnknown(failure) ? unavailable(failure) : failure;
    }

    static ServiceException unavailable(Throwable failure) {
        return ServiceException.unavailable("The store does not answer", failure);
    }

    /**
     * Whether the server refuses the login, or the user lacks a right for the command; then waiting does not help. A
     * connection that breaks during a login is no refusal, although the driver throws the same exception.
     */
    static boolean isRefusal(Throwable failure) {
        return refusal(failure).isPresent();
    }

    /** The refusal as a message for the operator who starts the service. */
    static ServiceException inWords(MongoConfig config, Throwable refusal) {
        String server = "MongoDB at " + config.hosts();
        if (config.user().isEmpty()) {
            return new ServiceException(
                    ErrorCode.UNAUTHENTICATED,
                    server + " requires a login, but the connection string names no user",
                    refusal);
        }
        String user = "the user " + config.user().get();
        return refusal(refusal)
                        .filter(answer -> answer.getCode() == UNAUTHORIZED)
                        .isPresent()
                ? new ServiceException(
                        ErrorCode.PERMISSION_DENIED,
                        server + " does not grant " + user + " the rights that it needs",
                        refusal)
                : new ServiceException(
                        ErrorCode.UNAUTHENTICATED,
                        server + " refuses the login of " + user + ": there is no such user, or its password is wrong",
                        refusal);
    }

    /**
     * Why TLS with all servers fails, as a failure for the operator who starts the service; otherwise the failure itself:
     * one server without it may be about to be elected. The driver tells it only in the text of its timeout.
     */
    static Throwable unlessTlsFails(MongoConfig config, Throwable failure) {
        return causes(failure)
                .map(cause -> tlsFailure(String.valueOf(cause.getMessage())))
                .flatMap(Optional::stream)
                .findFirst()
                .<Throwable>map(reason -> new PermanentFailure(
                        "TLS with MongoDB at " + config.hosts() + " fails: " + reason
                                + ". Check tls= in MONGO_URL, and the server's certificate",
                        failure))
                .orElse(failure);
    }

    private static Optional<String> tlsFailure(String text) {
        String[] parts = SERVER.split(text);
        List<String> servers = List.of(parts).subList(parts.length == 1 ? 0 : 1, parts.length);
        List<String> reasons = servers.stream()
                .map(TLS_FAILURE::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
        return reasons.size() < servers.size()
                ? Optional.empty()
                : reasons.stream().findFirst();
    }

    static boolean isDuplicateKey(Throwable failure) {
        return !duplicateKeys(failure).isEmpty()
                || (failure instanceof MongoServerException server && isDuplicateKey(server.getCode()));
    }

    /** Positions in a bulk, if all that is wrong with it are these. */
    static Set<Integer> duplicateKeys(Throwable failure) {
        return failure instanceof MongoBulkWriteException bulk
                        && bulk.getWriteErrors().stream().allMatch(error -> isDuplicateKey(error.getCode()))
                ? bulk.getWriteErrors().stream().map(BulkWriteError::getIndex).collect(Collectors.toSet())
                : Set.of();
    }

    private static Optional<MongoCommandException> refusal(Throwable failure) {
        return causes(failure)
                .filter(cause -> cause instanceof MongoCommandException answer
                        && ServerError.meaning(answer.getCode()) == Meaning.CREDENTIALS)
                .map(MongoCommandException.class::cast)
                .findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static boolean isDuplicateKey(int code) {
        return ServerError.meaning(code) == Meaning.REFUSED;
    }

    private static boolean isUnknown(Throwable failure) {
        if (failure instanceof TimeoutException || failure instanceof MongoWriteConcernException) {
            return true;
        }
        if (failure instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteConcernError() != null
                    || isPassing(bulk)
                    || bulk.getWriteErrors().stream().anyMatch(error -> isPassing(error.getCode()));
        }
        // All other errors come from sockets, time limits, or an interrupted or closed client: the outcome on the
        // server is unknown.
        return failure instanceof MongoException driver && (!isAnswer(driver) || isPassing(driver));
    }

    private static boolean isPassing(MongoException answer) {
        return isPassing(answer.getCode()) || PASSING.stream().anyMatch(answer::hasErrorLabel);
    }

    private static boolean isPassing(int code) {
        return ServerError.meaning(code) == Meaning.NOT_NOW;
    }

    /** The driver recognises a member that is not the primary also by the text of an answer without a code. */
    private static boolean isAnswer(MongoException failure) {
        if (failure instanceof MongoNotPrimaryException || failure instanceof MongoNodeIsRecoveringException) {
            return false;
        }
        return failure instanceof MongoWriteException
                || failure instanceof MongoCommandException
                || failure instanceof MongoQueryException;
    }
}
