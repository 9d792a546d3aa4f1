package dev.shippy.embedded;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * The administrator of a MongoDB started here, {@code root} in the database {@code admin}.
 *
 * @param password letters and digits
 */
record MongodAdmin(String password) {

    private static final String USER = "root";
    private static final String DATABASE = "admin";
    private static final int SECONDS = 10;

    /** MongoDB's error codes. */
    private static final int AUTHENTICATION_FAILED = 18;

    private static final int UNAUTHORIZED = 13;

    /** Reads the password from a file (mode 0600), or creates the file with a new password. */
    static MongodAdmin keptIn(Path file) {
        return new MongodAdmin(
                DataDirectory.readIfPresent(file).map(String::strip).orElseGet(() -> {
                    String password = Passwords.random();
                    DataDirectory.writeSecret(file, password + "\n");
                    return password;
                }));
    }

    /** {@code mongodb://root:password@hosts/database?authSource=admin}, with any further options. */
    String url(String hosts, String database, String options) {
        return "mongodb://" + USER + ":" + password + "@" + hosts + "/" + database + "?authSource=" + DATABASE
                + (options.isEmpty() ? "" : "&" + options);
    }

    /**
     * Creates the account unless it exists. A server without accounts lets a client on the same machine create the
     * first one.
     *
     * @param hosts the server, or the members of a replica set that has a primary
     * @throws EmbeddedServerException if the server has accounts already and rejects this password
     */
    void ensure(String hosts, String options) {
        try {
            var unused = command(url(hosts, DATABASE, options), new Document("ping", 1));
        } catch (MongoSecurityException failed) {
            if (!isRefused(failed)) {
                throw failed;
            }
            create("mongodb://" + hosts + "/" + (options.isEmpty() ? "" : "?" + options));
        }
    }

    /** A connection that breaks during the login ends with the same exception. */
    private static boolean isRefused(MongoSecurityException failed) {
        return failed.getCause() instanceof MongoCommandException answer && answer.getCode() == AUTHENTICATION_FAILED;
    }

    private void create(String anonymous) {
        Document account =
                new Document("createUser", USER).append("pwd", password).append("roles", List.of("root"));
        try {
            var unused = command(anonymous, account);
        } catch (MongoCommandException refused) {
            if (refused.getCode() != UNAUTHORIZED) {
                throw refused;
            }
            throw new EmbeddedServerException(
                    "MongoDB has other accounts already, and rejects the password of root that is stored beside its"
                            + " data",
                    refused);
        }
    }

    /**
     * Runs a command on the database {@code admin}.
     *
     * @throws MongoException if it fails, or if no server answers within 10 s, or within the limits in the connection
     *     string
     */
    static Document command(String url, Document command) {
        ConnectionString parsed = new ConnectionString(url);
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.readTimeout(SECONDS, TimeUnit.SECONDS))
                .applyConnectionString(parsed)
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            return client.getDatabase(DATABASE).runCommand(command);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MongodAdmin[" + USER + "]";
    }
}
