package dev.shippy.cli.bench;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.Reason;
import dev.shippy.cli.RunningSystem;
import dev.shippy.cli.system.ChildSystem;
import dev.shippy.contracts.NatsUser;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.runtime.ServerUrl;
import dev.shippy.runtime.nats.NatsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The system that is measured.
 *
 * @param server {@code nats://host:port}, without a user
 * @param natsUser as whom NATS is spoken to
 * @param natsPassword empty for customers, who have none
 * @param admin address and password, if they are known
 * @param services the process that runs all services, if it runs here
 */
record Target(
        String server, String natsUser, String natsPassword, Optional<User> admin, Optional<ProcessHandle> services) {

    private static final String ADMIN_LOGIN = "admin.login";
    private static final String NATS_RUNNING = "nats/nats-server.running";

    /** What `up` runs with its data in a folder, as the NATS user that is there for load tests. */
    static Target inFolder(Path folder) {
        String operator = read(folder.resolve(RunningSystem.OPERATOR_URL));
        List<String> admin = read(folder.resolve(ADMIN_LOGIN)).lines().toList();
        return new Target(
                withoutUser(operator),
                NatsUsers.BENCH,
                password(read(folder.resolve(RunningSystem.NATS_PASSWORDS))),
                Optional.of(admin).filter(lines -> lines.size() > 1).map(Target::admin),
                services(folder));
    }

    /** One that runs for this command alone. */
    static Target of(ChildSystem own) {
        return inFolder(own.folder());
    }

    /** A system that an address names, as the address' user. */
    static Target at(String url) {
        ServerUrl servers = NatsConfig.servers(url);
        return new Target(
                servers.shown(),
                servers.hasLogin() ? servers.user() : NatsUsers.CUSTOMER,
                servers.password(),
                Optional.empty(),
                Optional.empty());
    }

    /** For our own client: with user and password. */
    String url() {
        return natsPassword.isEmpty()
                ? server
                : NatsConfig.servers(server).withLogin(natsUser, natsPassword).written();
    }

    String inboxPrefix() {
        return NatsUser.inboxPrefix(natsUser);
    }

    /** Whether it may serve the echo that a system is compared with. */
    boolean mayServeEcho() {
        return natsUser.equals(NatsUsers.BENCH);
    }

    /** What its processes have used so far, if they run here. */
    Optional<CpuTimes> cpuTimes() {
        return services.map(CpuTimes::of);
    }

    /** Seconds since then by process, to be added to; empty if they are not known. */
    Map<String, Double> cpuSince(Optional<CpuTimes> before) {
        return before.flatMap(
                        earlier -> cpuTimes().map(now -> now.since(earlier).byProcess()))
                .map(TreeMap::new)
                .orElseGet(TreeMap::new);
    }

    /**
     * The administrator's connection string for another database than the services', in the MongoDB of the `up` whose
     * data are in the folder.
     */
    static String mongoUrl(Path folder, String database) {
        return read(folder.resolve(RunningSystem.MONGO_URL)).strip().replace("/shippy?", "/" + database + "?");
    }

    private static User admin(List<String> lines) {
        return User.newBuilder()
                .setEmail(lines.get(0))
                .setPassword(lines.get(1))
                .build();
    }

    private static String password(String natsEnv) {
        String prefix = NatsUsers.BENCH.toUpperCase(Locale.ROOT) + "_NATS_PASSWORD=";
        return natsEnv.lines()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .map(line -> line.substring(prefix.length()))
                .orElse("");
    }

    private static Optional<ProcessHandle> services(Path folder) {
        Path running = folder.resolve(NATS_RUNNING);
        try {
            return !Files.exists(running)
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(read(running).strip()))
                            .flatMap(CpuTimes::ancestorThatRunsServices);
        } catch (NumberFormatException beingWritten) {
            return Optional.empty();
        }
    }

    private static String withoutUser(String url) {
        return NatsConfig.servers(url).shown();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new FailureException("The file " + file + " cannot be read: " + Reason.of(unreadable), unreadable);
        }
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "Target[" + server + " as " + natsUser + "]";
    }
}
