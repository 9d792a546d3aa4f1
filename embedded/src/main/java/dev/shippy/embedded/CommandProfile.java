package dev.shippy.embedded;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;

/**
 * The commands that MongoDB executes on one collection, recorded by the server's profiler, with their plans from
 * {@code explain}. For tests only: the server logs every command of the database meanwhile. Blocks; for one thread.
 */
public final class CommandProfile implements AutoCloseable {

    private static final String PROFILE = "system.profile";
    private static final long PROFILE_BYTES = 64L << 20;
    /** Fields that a client adds to a command and {@code explain} rejects. */
    private static final Set<String> OF_THE_CLIENT = Set.of("lsid", "txnNumber", "readConcern", "writeConcern");

    private static final List<String> FOUND = List.of("nreturned", "nMatched", "ndeleted", "ninserted");

    private final MongoClient client;
    private final MongoDatabase database;
    private final String collection;

    private CommandProfile(MongoClient client, String database, String collection) {
        this.client = client;
        this.database = client.getDatabase(database);
        this.collection = collection;
    }

    /**
     * The profile of one collection.
     *
     * @param url names the database and an account that may profile it
     */
    public static CommandProfile of(String url, String collection) {
        String name = Objects.requireNonNull(new ConnectionString(url).getDatabase());
        return new CommandProfile(MongoClients.create(url), name, collection);
    }

    /**
     * Runs the work and returns its commands, in order.
     *
     * @param work returns when all its commands have been answered
     */
    public List<ProfiledCommand> during(Runnable work) {
        database.getCollection(PROFILE).drop();
        var unused = database.runCommand(
                new Document("create", PROFILE).append("capped", true).append("size", PROFILE_BYTES));
        setLevel(2);
        try {
            work.run();
        } finally {
            setLevel(0);
        }
        return database
                .getCollection(PROFILE)
                .find(new Document("ns", database.getName() + "." + collection))
                .into(new ArrayList<>())
                .stream()
                .map(this::read)
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }

    private void setLevel(int level) {
        var unused = database.runCommand(new Document("profile", level));
    }

    private ProfiledCommand read(Document entry) {
        long found =
                FOUND.stream().mapToLong(field -> number(entry, field)).max().orElse(0);
        return new ProfiledCommand(
                entry.get("command", Document.class).toJson(),
                stages(entry),
                number(entry, "keysExamined"),
                number(entry, "docsExamined"),
                found);
    }

    private List<String> stages(Document entry) {
        Document command = entry.get("command", Document.class);
        return switch (entry.getString("op")) {
            case "insert" -> List.of();
            case "getmore" -> List.of("GETMORE");
            case "update" -> explained("update", "updates", command);
            case "remove" -> explained("delete", "deletes", command);
            default -> explained(command);
        };
    }

    /** The profiler lists each statement of a bulk command separately. */
    private List<String> explained(String name, String statements, Document statement) {
        return explained(new Document(name, collection).append(statements, List.of(statement)));
    }

    private List<String> explained(Document command) {
        Document plain = new Document(command);
        plain.keySet().removeIf(field -> field.startsWith("$") || OF_THE_CLIENT.contains(field));
        Document explain = new Document("explain", plain).append("verbosity", "queryPlanner");
        List<String> stages = new ArrayList<>();
        addWinningPlans(database.runCommand(explain), stages);
        return stages;
    }

    /** Each stage of an aggregation may have a winning plan. */
    private static void addWinningPlans(Object explained, List<String> stages) {
        if (explained instanceof List<?> parts) {
            parts.forEach(part -> addWinningPlans(part, stages));
        } else if (explained instanceof Document document) {
            if (document.containsKey("winningPlan")) {
                addStages(document.get("winningPlan", Document.class), stages);
            }
            document.values().forEach(part -> addWinningPlans(part, stages));
        }
    }

    private static void addStages(Object plan, List<String> stages) {
        if (plan instanceof List<?> inputs) {
            inputs.forEach(input -> addStages(input, stages));
        } else if (plan instanceof Document stage) {
            if (stage.containsKey("stage")) {
                String index = stage.getString("indexName");
                stages.add(index == null ? stage.getString("stage") : stage.getString("stage") + " " + index);
            }
            stage.values().forEach(input -> addStages(input, stages));
        }
    }

    private static long number(Document entry, String field) {
        return entry.get(field) instanceof Number number ? number.longValue() : 0;
    }
}
