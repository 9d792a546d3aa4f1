package dev.shippy.runtime.mongo;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.MongoClientBulkWriteResult;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A service's connections to MongoDB: at most 16, made when needed and again after they were lost. Safe for any thread; results
 * arrive on the Vert.x context of who asks.
 */
public final class MongoStore {

    private final Vertx vertx;
    private final MongoConfig config;
    private final MongoClient client;
    private final LinearizableReads linearizable;
    private volatile boolean replicated;
    private volatile boolean closed;

    private MongoStore(Vertx vertx, MongoConfig config) {
        this.vertx = vertx;
        this.config = config;
        this.client = MongoClient.create(vertx, config.clientOptions());
        this.linearizable = new LinearizableReads(this, config.timeout());
    }

    /**
     * Connects, waiting for the server with at most one log line a second. Fails at once if the server refuses the
     * login.
     *
     * @param startLimit how long to wait
     * @return the store once the server has answered; UNAVAILABLE when the limit is over, UNAUTHENTICATED with a
     *     sentence that names user and hosts when the login is refused
     */
    public static Future<MongoStore> connect(Vertx vertx, MongoConfig config, Duration startLimit) {
        MongoStore store = new MongoStore(vertx, config);
        return store.prepare("MongoDB at " + config.hosts(), startLimit, store::greet)
                .recover(failure -> store.close().compose(closed -> Future.failedFuture(failure)));
    }

    /**
     * Repeats a preparation that a service needs before it serves, until it succeeds, as {@link Waiting#until} does.
     * Fails at once when TLS fails, when the server refuses the login, when the user lacks a right, or when an existing index
     * conflicts.
     *
     * @param what the name of the preparation in the log
     * @param limit when the waiting ends
     * @return the first success; the last failure when the limit is over; UNAUTHENTICATED, PERMISSION_DENIED or
     *     FAILED_PRECONDITION, with a sentence that says what to do, when waiting does not help
     */
    public <T> Future<T> prepare(String what, Duration limit, Supplier<Future<T>> attempt) {
        return Waiting.until(
                        vertx,
                        what,
                        limit,
                        () -> attempt.get()
                                .recover(failure -> Future.failedFuture(MongoErrors.unlessTlsFails(config, failure))),
                        failure -> MongoErrors.isRefusal(failure) || isBlocked(failure))
                .recover(failure -> Future.failedFuture(
                        MongoErrors.isRefusal(failure) ? MongoErrors.inWords(config, failure) : failure));
    }

    /** The client, for operations inside {@link #run}. */
    public MongoClient client() {
        return client;
    }

    /** Reads that are never stale, for reads that decide an answer. */
    public LinearizableReads linearizable() {
        return linearizable;
    }

    /** Whether the server is a replica set or a sharded cluster, where two members may both act as the primary. */
    boolean isReplicated() {
        return replicated;
    }

    /**
     * Runs one operation with a time limit of its own. It fails with {@link ServiceException} UNAVAILABLE whenever its outcome
     * is unknown: no server, no free connection, no answer in time, a write that too few members confirmed. A write that
     * failed so may have happened, or may yet happen. Errors by which the server says that it did nothing stay the
     * driver's own; see {@link #isDuplicateKey}.
     *
     * @param operation starts the operation; what it throws is a failure like any other
     */
    public <T> Future<T> run(Supplier<Future<T>> operation) {
        return started(operation)
                .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(translated(failure)));
    }

    /**
     * {@link #run}s several writes in one message, in any order; each is done, or not, for itself. When the outcome of one is
     * unknown, all are.
     */
    public Future<MongoClientBulkWriteResult> writeEach(String collection, List<BulkOperation> writes) {
        BulkWriteOptions unordered = new BulkWriteOptions().setOrdered(false);
        return run(() -> client.bulkWriteWithOptions(collection, writes, unordered));
    }

    /**
     * Creates the missing indexes. Any number of processes may do so concurrently and repeatedly. MongoDB builds them
     * while others read and write. On a large collection the build outlasts the time limit of an operation: the result
     * may take up to 30 s, with a log line every second.
     *
     * @return UNAVAILABLE when it is unknown whether the indexes exist: a repetition continues the build;
     *     FAILED_PRECONDITION, {@link #isBlocked}, when an existing index conflicts
     */
    public Future<Void> makeIndexes(String collection, List<MongoIndex> indexes) {
        return new IndexBuild(vertx, config, this, collection, indexes).run();
    }

    /** The reply, or UNAVAILABLE if the command was executed but too few members confirmed it. */
    static Future<JsonObject> confirmed(JsonObject reply) {
        return reply.containsKey("writeConcernError")
                ? Future.failedFuture(ServiceException.unavailable(
                        "Too few members of MongoDB's replica set confirmed the command", null))
                : Future.succeededFuture(reply);
    }

    /** Whether a conflicting index must be dropped first; the failure names it. */
    public static boolean isBlocked(Throwable failure) {
        return failure instanceof ServiceException refused && refused.code() == ErrorCode.FAILED_PRECONDITION;
    }

    /** Whether a write was refused, for certain, because a document with this key is there already. */
    public static boolean isDuplicateKey(Throwable failure) {
        return MongoErrors.isDuplicateKey(failure);
    }

    /** Which writes of {@link #writeEach} were refused so, by their places, all others being done; none when it failed otherwise. */
    public static Set<Integer> duplicateKeys(Throwable failure) {
        return MongoErrors.duplicateKeys(failure);
    }

    /** Success when the server answers, and can take writes once it has a primary. */
    public Future<Void> check() {
        return greet().mapEmpty();
    }

    /** Closes the connections; what runs or is asked for afterwards fails with UNAVAILABLE. */
    public Future<Void> close() {
        closed = true;
        return client.close();
    }

    private <T> Future<T> started(Supplier<Future<T>> operation) {
        if (closed) {
            return Future.failedFuture(new IllegalStateException("The store is closed"));
        }
        try {
            return operation.get();
        } catch (RuntimeException failed) {
            return Future.failedFuture(failed);
        }
    }

    private Throwable translated(Throwable failure) {
        // The driver has no error of its own for a client that is being closed.
        return closed ? MongoErrors.unavailable(failure) : MongoErrors.translated(failure);
    }

    /**
     * Asks the server for its kind, since a connection string may name a single member of a replica set, and a standalone server
     * can become one.
     */
    private Future<MongoStore> greet() {
        return run(() -> client.runCommand("hello", new JsonObject().put("hello", 1)))
                .map(this::learn);
    }

    private MongoStore learn(JsonObject hello) {
        replicated = isReplicated(hello);
        return this;
    }

    /** @throws ServiceException UNAVAILABLE if the server will belong to a replica set that nobody has initiated yet */
    static boolean isReplicated(JsonObject hello) {
        boolean isMember = hello.containsKey("setName");
        if (!isMember && hello.getBoolean("isreplicaset", false)) {
            throw ServiceException.unavailable(
                    "MongoDB is a member of a replica set that has not been initiated", null);
        }
        return isMember || "isdbgrid".equals(hello.getString("msg"));
    }
}
