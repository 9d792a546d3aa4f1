package dev.shippy.runtime.mongo;

import com.mongodb.ConnectionString;
import dev.shippy.runtime.Environment;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a service reaches MongoDB.
 *
 * @param url a {@code mongodb://} or {@code mongodb+srv://} connection string; without a database in it, {@code shippy} is used
 * @param timeout how long one operation may take, 10 ms to 30 s
 */
public record MongoConfig(String url, Duration timeout) {

    static final String DEFAULT_URL = "mongodb://127.0.0.1:27017/shippy";
    static final String DEFAULT_DATABASE = "shippy";
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);

    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);
    private static final int POOL_SIZE = 16;
    private static final long CONNECT_MILLIS = 1_000;

    /**
     * How often the driver checks a member that announced its shutdown but stayed up, or that does not announce its
     * return. The driver's default is 10 s, during which it would see no primary.
     */
    private static final long HEARTBEAT_MILLIS = 2_000;

    /** Reads {@code MONGO_URL} and {@code STORE_TIMEOUT}. */
    public static MongoConfig from(Environment environment) {
        String url = environment.url("MONGO_URL", DEFAULT_URL, "mongodb", "mongodb+srv");
        Duration timeout = environment.duration("STORE_TIMEOUT", DEFAULT_TIMEOUT, LEAST_TIMEOUT, LONGEST_TIMEOUT);
        if (!url.startsWith("mongodb+srv:") && !isWellFormed(url)) {
            environment.reject("MONGO_URL is not a connection string that MongoDB's driver understands; expected form: "
                    + "mongodb://user:password@host:27017/shippy");
        }
        return new MongoConfig(url, timeout);
    }

    /** The hosts without credentials, for log lines. */
    String hosts() {
        return String.join(",", new ConnectionString(url).getHosts());
    }

    String database() {
        return Objects.requireNonNullElse(new ConnectionString(url).getDatabase(), DEFAULT_DATABASE);
    }

    /** The user, such as {@code vessel of the database shippy}; empty if the connection string names none. */
    Optional<String> user() {
        return Optional.ofNullable(new ConnectionString(url).getCredential())
                .map(login -> login.getUserName() + " of the database " + login.getSource());
    }

    /**
     * The client's options. What keeps an acknowledged write true is set here and not left to the connection string:
     * majority and journal for writes, the primary for reads and, on a replica set, only what a majority has. The driver does
     * not retry: one request is one update, and who asked knows what an unknown outcome means. Whoever waits for a free
     * connection gives up with the operation's time limit, so that nothing is sent for a caller who has gone.
     */
    JsonObject clientOptions() {
        return new JsonObject()
                .put("connection_string", url)
                .put("db_name", database())
                .put("w", "majority")
                .put("journal", true)
                .put("readPreference", "primary")
                .put("readConcernLevel", "majority")
                .put("retryWrites", false)
                .put("retryReads", false)
                .put("maxPoolSize", POOL_SIZE)
                .put("waitQueueTimeoutMS", timeout.toMillis())
                .put("heartbeatFrequencyMS", HEARTBEAT_MILLIS)
                .put("serverSelectionTimeoutMS", CONNECT_MILLIS)
                .put("connectTimeoutMS", (int) CONNECT_MILLIS)
                .put("socketTimeoutMS", (int) timeout.toMillis());
    }

    /** Without the connection string: it may hold a password. */
    @Override
    public String toString() {
        return "MongoConfig[timeout=" + timeout + "]";
    }

    static boolean isWellFormed(String url) {
        try {
            return !new ConnectionString(url).getHosts().isEmpty();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
