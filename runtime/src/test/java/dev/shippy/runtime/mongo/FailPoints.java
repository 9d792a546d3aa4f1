package dev.shippy.runtime.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.List;
import org.bson.Document;

/** Makes a server that accepts test commands answer chosen commands with errors. */
final class FailPoints implements AutoCloseable {

    private static final String COMMANDS = "failCommand";

    private final MongoClient client;
    private final MongoDatabase admin;

    /** Connects to the primary of the connection string. */
    FailPoints(String url) {
        client = MongoClients.create(url);
        admin = client.getDatabase("admin");
    }

    /** Answers these commands so from now on, without executing them. */
    void fail(List<String> commands, Document answer) {
        fail("alwaysOn", commands, answer);
    }

    /** Answers the next one of these commands so. */
    void failOnce(List<String> commands, Document answer) {
        fail(new Document("times", 1), commands, answer);
    }

    private void fail(Object mode, List<String> commands, Document answer) {
        set(COMMANDS, mode, new Document(answer).append("failCommands", commands));
    }

    /** Switches another fail point on. */
    void set(String name) {
        set(name, "alwaysOn", new Document());
    }

    void off(String name) {
        set(name, "off", new Document());
    }

    /** Executes commands again. */
    void off() {
        off(COMMANDS);
    }

    private void set(String name, Object mode, Document data) {
        var unused = admin.runCommand(
                new Document("configureFailPoint", name).append("mode", mode).append("data", data));
    }

    @Override
    public void close() {
        client.close();
    }
}
