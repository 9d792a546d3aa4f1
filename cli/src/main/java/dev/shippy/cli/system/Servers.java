package dev.shippy.cli.system;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.RunningSystem;
import dev.shippy.contracts.NatsUser;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.embedded.Durability;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.embedded.EmbeddedPostgresServer;
import dev.shippy.embedded.EmbeddedSmtp;
import dev.shippy.embedded.Loopback;
import dev.shippy.embedded.MongodServer;
import dev.shippy.embedded.SupervisedServer;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.nats.NatsConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** NATS, PostgreSQL and MongoDB: started here, or real ones that the environment names. */
final class Servers implements AutoCloseable {

    private final SystemFolder folder;
    private final Environment environment;
    private final Consumer<String> progress;
    private final Consumer<String> events;
    private final Deque<Runnable> started = new ArrayDeque<>();
    private final List<SupervisedServer> supervised = new ArrayList<>();
    private final Map<String, String> natsPasswords = new HashMap<>();
    private String natsUrl = "";
    private String postgresUrl = "";
    private String namedMongo = "";
    private Optional<MongoUsers> mongoUsers = Optional.empty();
    private String smtpUrl = "";
    private Optional<EmbeddedSmtp> inbox = Optional.empty();

    private Servers(SystemFolder folder, Environment environment, Consumer<String> progress, Consumer<String> events) {
        this.folder = folder;
        this.environment = environment;
        this.progress = progress;
        this.events = events;
    }

    /** Starts those that NATS_URL, PG_URL, MONGO_URL and SMTP_URL do not name. Leaves nothing behind when one does not start. */
    static Servers start(
            SystemFolder folder,
            Environment environment,
            int port,
            Consumer<String> progress,
            Consumer<String> events) {
        Servers servers = new Servers(folder, environment, progress, events);
        try {
            servers.nats(port);
            servers.postgres();
            servers.mongo();
            servers.smtp();
            return servers;
        } catch (RuntimeException failed) {
            servers.close();
            throw failed;
        }
    }

    /** {@code nats://host:port}, a customer's address. */
    String natsUrl() {
        return natsUrl;
    }

    String operatorUrl() {
        String password = natsPasswords.get(NatsUsers.OPERATOR);
        return NatsConfig.servers(natsUrl)
                .withLogin(NatsUsers.OPERATOR, String.valueOf(password))
                .written();
    }

    /** The settings with which a service reaches them. */
    Map<String, String> settings(String service) {
        Map<String, String> settings = new HashMap<>();
        settings.put("NATS_URL", natsUrl);
        settings.put("NATS_PASSWORD", natsPasswords.getOrDefault(service, ""));
        settings.put("NATS_PUBLIC_PASSWORD", natsPasswords.getOrDefault(NatsUsers.publicUser(service), ""));
        settings.put("PG_URL", postgresUrl);
        settings.putAll(blankPasswords(environment));
        settings.put("MONGO_URL", mongoUsers.map(users -> users.url(service)).orElse(namedMongo));
        settings.put("SMTP_URL", smtpUrl);
        return settings;
    }

    /** Drops passwords in the environment for servers that it does not name. */
    static Map<String, String> blankPasswords(Environment environment) {
        Map<String, String> none = new HashMap<>();
        for (String server : List.of("PG", "SMTP")) {
            if (environment.text(server + "_URL", "").isEmpty()) {
                none.put(server + "_PASSWORD", "");
            }
        }
        return none;
    }

    /**
     * The services' users in the MongoDB started here, to be created before any service starts; empty when MONGO_URL is
     * set.
     */
    Optional<MongoUsers> mongoUsers() {
        return mongoUsers;
    }

    /** Where mail ends up, unless SMTP_URL names a server. */
    Optional<EmbeddedSmtp> inbox() {
        return inbox;
    }

    /** The servers started here, for supervision. */
    List<SupervisedServer> supervised() {
        return List.copyOf(supervised);
    }

    /** Stops what was started, last first. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            started.pop().run();
        }
    }

    private void nats(int port) {
        if (!environment.text("NATS_URL", "").isEmpty()) {
            namedNats();
            return;
        }
        requireFree(port);
        progress.accept("Starting NATS");
        EmbeddedNats nats = EmbeddedNats.in(folder.data().subdirectory("nats"))
                .port(port)
                .passwords(KeptNatsPasswords.of(folder.data()))
                .durability(durability())
                .progress(progress)
                .start();
        started.push(nats::close);
        supervised.add(nats.supervised());
        natsUrl = nats.url();
        NatsUsers.all()
                .forEach(user -> natsPasswords.put(user.name(), nats.passwords().of(user.name())));
    }

    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, Loopback.address())) {
            socket.setReuseAddress(true);
        } catch (IOException taken) {
            throw new FailureException(
                    "Port " + port + " of 127.0.0.1 is taken: choose another one with --port (0 takes a free one)",
                    taken);
        }
    }

    private void namedNats() {
        natsUrl = environment
                .serverUrl("NATS_URL", "nats://127.0.0.1:4222", "nats", "tls")
                .shown();
        for (NatsUser user : NatsUsers.all()) {
            String variable = user.passwordVariable();
            boolean needed = SystemSettings.needsPassword(user);
            natsPasswords.put(user.name(), needed ? environment.required(variable) : environment.text(variable, ""));
        }
        environment.check();
        progress.accept("Using NATS at " + natsUrl);
    }

    private void postgres() {
        postgresUrl = environment.text("PG_URL", "");
        if (!postgresUrl.isEmpty()) {
            progress.accept("Using PostgreSQL of PG_URL");
            return;
        }
        progress.accept("Starting PostgreSQL");
        EmbeddedPostgresServer postgres =
                EmbeddedPostgresServer.start(folder.data().subdirectory("postgres"), durability(), progress);
        started.push(postgres::close);
        supervised.add(postgres.supervised());
        postgresUrl = postgres.url();
    }

    private void mongo() {
        namedMongo = environment.text("MONGO_URL", "");
        if (!namedMongo.isEmpty()) {
            folder.data().delete(RunningSystem.MONGO_URL);
            progress.accept("Using MongoDB of MONGO_URL");
            return;
        }
        progress.accept("Starting MongoDB");
        MongodServer mongo = MongodServer.start(folder.data().subdirectory("mongo"), progress);
        started.push(mongo::close);
        supervised.add(mongo.supervised());
        mongoUsers = Optional.of(MongoUsers.random(mongo.url()));
        var unused = folder.data().writeSecret(RunningSystem.MONGO_URL, mongo.url() + "\n");
    }

    /** Every mail becomes a file, which any mail program opens. */
    private void smtp() {
        smtpUrl = environment.text("SMTP_URL", "");
        if (!smtpUrl.isEmpty()) {
            progress.accept("Using the SMTP server of SMTP_URL");
            return;
        }
        EmbeddedSmtp smtp = EmbeddedSmtp.start(0, folder.path().resolve(RunningSystem.MAIL), events);
        started.push(smtp::close);
        inbox = Optional.of(smtp);
        smtpUrl = smtp.url();
    }

    private Durability durability() {
        return folder.isKept() ? Durability.DURABLE : Durability.TEMPORARY;
    }
}
