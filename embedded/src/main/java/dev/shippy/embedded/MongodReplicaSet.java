package dev.shippy.embedded;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * A replica set of three MongoDB servers that run as children of this JVM, for tests. Elections are short, and members
 * accept MongoDB's test commands, which inject faults.
 *
 * <p>Members are numbered 0 to 2. Each has the properties of a {@link MongodServer}. Methods block and may be called
 * from any thread, one at a time.
 */
public final class MongodReplicaSet implements AutoCloseable {

    /** After this time without a primary, an election starts; a primary without a majority steps down. */
    public static final Duration ELECTION_TIMEOUT = Duration.ofSeconds(2);

    private static final String NAME = "rs0";
    private static final String DATABASE = "shippy";
    private static final int MEMBERS = 3;
    private static final Duration PRIMARY_LIMIT = Duration.ofSeconds(60);

    /** A no-op entry in the oplog, answered when all members have it. */
    private static final Document NOTE_TO_ALL = new Document("appendOplogNote", 1)
            .append("data", new Document())
            .append("writeConcern", new Document("w", MEMBERS).append("wtimeout", 5_000));

    private final List<MongodProcess> members;
    private final MongodAdmin admin;
    private final String hosts;

    private MongodReplicaSet(List<MongodProcess> members, MongodAdmin admin, String hosts) {
        this.members = members;
        this.admin = admin;
        this.hosts = hosts;
    }

    /** Starts the replica set on free ports and returns when it has a primary. */
    public static MongodReplicaSet start(Path directory) {
        return start(directory, port -> port);
    }

    /**
     * As {@link #start(Path)}, with a proxy before each member, for the other members and for clients.
     *
     * @param directory created where it is missing; belongs to this set alone
     * @param reachedAt maps a member's own port to the port of 127.0.0.1 on which others reach it
     * @throws EmbeddedServerException if there is no primary within 60 s; nothing is left running
     */
    public static MongodReplicaSet start(Path directory, IntUnaryOperator reachedAt) {
        Path folder = DataDirectory.createPrivate(directory.toAbsolutePath());
        MongodBinary binary = MongodBinary.find(line -> {});
        MongodAdmin admin = MongodAdmin.keptIn(folder.resolve("password"));
        List<MongodProcess> members = new ArrayList<>();
        try {
            for (int n = 0; n < MEMBERS; n++) {
                MongodProcess member = new MongodProcess(folder.resolve("member" + n), binary, options(folder));
                members.add(member);
                member.start();
            }
            List<String> hosts = members.stream()
                    .map(member -> "127.0.0.1:" + reachedAt.applyAsInt(member.port()))
                    .toList();
            MongodReplicaSet set = new MongodReplicaSet(List.copyOf(members), admin, String.join(",", hosts));
            var unused = MongodAdmin.command(anonymous(members.get(0).port()), initiation(hosts));
            int unusedPrimary = set.awaitPrimary();
            admin.ensure(set.hosts, "replicaSet=" + NAME);
            return set;
        } catch (RuntimeException failed) {
            members.forEach(MongodProcess::close);
            throw new EmbeddedServerException("The replica set in " + folder + " does not start: " + failed, failed);
        }
    }

    private static List<String> options(Path folder) {
        Path key = folder.resolve("key");
        if (DataDirectory.readIfPresent(key).isEmpty()) {
            DataDirectory.writeSecret(key, Passwords.random() + "\n");
        }
        List<String> options = new ArrayList<>(List.of("--replSet", NAME, "--keyFile", key.toString()));
        options.addAll(List.of("--setParameter", "enableTestCommands=1"));
        // If a secondary replicates from a stopped member, it switches to the new primary this many seconds late, 5 by
        // default. Until then no majority confirms a write.
        options.addAll(List.of("--setParameter", "oplogNetworkTimeoutBufferSeconds=1"));
        // How long a primary that is shutting down waits for its clients to notice, 15 s by default.
        options.addAll(List.of("--setParameter", "shutdownTimeoutMillisForSignaledShutdown=100"));
        return options;
    }

    private static Document initiation(List<String> hosts) {
        List<Document> members = IntStream.range(0, hosts.size())
                .mapToObj(n -> new Document("_id", n).append("host", hosts.get(n)))
                .toList();
        Document settings = new Document("electionTimeoutMillis", ELECTION_TIMEOUT.toMillis())
                .append("heartbeatIntervalMillis", 250)
                .append("heartbeatTimeoutSecs", 2);
        return new Document(
                "replSetInitiate",
                new Document("_id", NAME).append("members", members).append("settings", settings));
    }

    /** {@code mongodb://root:password@hosts/shippy?authSource=admin&replicaSet=rs0}, for the administrator. */
    public String url() {
        return url(DATABASE);
    }

    /** As {@link #url()}, with a new, empty database of its own for a test. */
    public String newDatabase() {
        return url("test_" + Passwords.random().toLowerCase(Locale.ROOT));
    }

    private String url(String database) {
        return admin.url(hosts, database, "replicaSet=" + NAME);
    }

    /** {@code host:port} of each member, as clients reach it. */
    public List<String> hosts() {
        return List.of(hosts.split(",", -1));
    }

    /** The number of the member that reports itself as the primary; of two, the one of the latest election. */
    public OptionalInt primary() {
        return primary(List.of());
    }

    /** Excluded members are not asked: one that does not answer would only delay the result. */
    private OptionalInt primary(List<Integer> excluded) {
        int primary = -1;
        Object latest = null;
        for (int n = 0; n < MEMBERS; n++) {
            Document hello = excluded.contains(n) ? new Document() : hello(n);
            if (hello.getBoolean("isWritablePrimary", false)) {
                Object election = hello.get("electionId");
                if (latest == null || String.valueOf(election).compareTo(String.valueOf(latest)) > 0) {
                    primary = n;
                    latest = election;
                }
            }
        }
        return primary < 0 ? OptionalInt.empty() : OptionalInt.of(primary);
    }

    /**
     * Waits for a primary other than these members.
     *
     * @throws EmbeddedServerException if there is none within 60 s
     */
    public int awaitPrimary(Integer... others) {
        List<Integer> excluded = List.of(others);
        long end = System.nanoTime() + PRIMARY_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            OptionalInt primary = primary(excluded);
            if (primary.isPresent()) {
                return primary.getAsInt();
            }
            Pause.briefly();
        }
        throw new EmbeddedServerException("No primary within " + PRIMARY_LIMIT.toSeconds() + " s");
    }

    /**
     * Waits until every member has caught up with the primary.
     *
     * @throws EmbeddedServerException if a member has not caught up within 60 s
     */
    public void awaitAllMembers() {
        long end = System.nanoTime() + PRIMARY_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            try {
                var unused = command(awaitPrimary(), NOTE_TO_ALL);
                return;
            } catch (MongoException notYet) {
                Pause.briefly();
            }
        }
        throw new EmbeddedServerException(
                "Not every member has caught up with the primary within " + PRIMARY_LIMIT.toSeconds() + " s");
    }

    /** A member's answer to {@code hello}, or an empty document if it does not answer within a second. */
    private Document hello(int member) {
        try {
            return MongodAdmin.command(
                    anonymous(members.get(member).port()) + "&serverSelectionTimeoutMS=1000&socketTimeoutMS=1000",
                    new Document("hello", 1));
        } catch (MongoException silent) {
            return new Document();
        }
    }

    /** Makes the primary step down; it cannot become the primary again for some seconds. Returns its number. */
    public int stepDown() {
        int primary = awaitPrimary();
        try {
            var unused = command(primary, new Document("replSetStepDown", 10).append("force", true));
        } catch (MongoSocketException | MongoCommandException cut) {
            // It may close all connections, including this one, or may have stepped down already.
            return primary;
        }
        return primary;
    }

    /**
     * Runs a command on one member, as {@code root}.
     *
     * @throws MongoException if it fails
     */
    public Document command(int member, Document command) {
        String url = admin.url("127.0.0.1:" + members.get(member).port(), DATABASE, "directConnection=true");
        return MongodAdmin.command(url, command);
    }

    /** The port on which the member itself listens. */
    public int port(int member) {
        return members.get(member).port();
    }

    /** Sends SIGKILL; {@link #restart} brings it back. */
    public void kill(int member) {
        members.get(member).kill();
    }

    /** Sends SIGSTOP. */
    public void pause(int member) {
        members.get(member).pause();
    }

    /** Sends SIGCONT. */
    public void resume(int member) {
        members.get(member).resume();
    }

    /** Stops a member if it runs, and starts it again. */
    public void restart(int member) {
        members.get(member).restart();
    }

    @Override
    public void close() {
        members.forEach(MongodProcess::close);
    }

    private static String anonymous(int port) {
        return "mongodb://127.0.0.1:" + port + "/?directConnection=true";
    }

    @Override
    public String toString() {
        return members.stream()
                .map(member -> String.valueOf(member.port()))
                .collect(Collectors.joining(",", NAME + "/", ""));
    }
}
