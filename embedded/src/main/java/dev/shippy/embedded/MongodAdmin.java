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
 * The account that may do everything with a MongoDB of ours, {@code root} in the database {@code admin}.
 *
 * @param password letters and digits
 */
record MongodAdmin(String password) {

    private static final String USER = "root";
    private static final String DATABASE = "admin";
    private static final int SECONDS = 10;

    /** The one whose password a file (mode 0600) keeps; a new one where there is no file. */
    static MongodAdmin keptIn(Path file) {
        return new MongodAdmin(
                DataDirectory.readIfPresent(file).map(String::strip).orElseGet(() -> {
                    String password = Passwords.random();
                    DataDirectory.writeSecret(file, password + "\n");
                    return password;
                }));
    }

    /** {@code mongodb://root:password@hosts/database?authSource=admin}, with more options where there are some. */
    String url(String hosts, String database, String options) {
        return "mongodb://" + USER + ":" + password + "@" + hosts + "/" + database + "?authSource=" + DATABASE
                + (options.isEmpty() ? "" : "&" + options);
    }

    /**
     * Makes the account unless it is there. A server without any account lets a client of the same machine make the first one.
     *
     * @param hosts of the server, or of the members of the replica set, which have a primary
     * @throws EmbeddedServerException if the server has accounts and takes another password than this one
     */
    void ensure(String hosts, String options) {
        try {
            var unused = command(url(hosts, DATABASE, options), new Document("ping", 1));
        } catch (MongoSecurityException unknown) {
            create("mongodb://" + hosts + "/" + (options.isEmpty() ? "" : "?" + options));
        }
    }

    private void create(String anonymous) {
        Document account =
                new Document("createUser", USER).append("pwd", password).append("roles", List.of("root"));
        try {
            var unused = command(anonymous, account);
        } catch (MongoCommandException refused) {
            throw new EmbeddedServerException(
                    "MongoDB has other accounts than the one whose password is kept beside its data", refused);
        }
    }

    /**
     * Runs a command on the database {@code admin}.
     *
     * @throws MongoException if it fails, or if no server answers within 10 s, or what the connection string says
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
}
