package dev.shippy.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL server from start to start: the same directory, password and port. */
final class PostgresProcess implements AutoCloseable {

    static final String USER = "shippy";
    static final String DATABASE = "shippy";

    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final int PORTS_TRIED = 3;

    private final Path data;
    private final Path directory;
    private final PostgresBinaries binaries;
    private final Durability durability;
    private final PostgresAccount account;
    private final String password;
    private int port;
    private @Nullable ChildProcess child;

    PostgresProcess(Path directory, PostgresBinaries binaries, Durability durability) {
        this(directory, binaries, durability, PostgresAccount.of(directory.resolve("data")));
    }

    PostgresProcess(Path directory, PostgresBinaries binaries, Durability durability, PostgresAccount account) {
        this.directory = DataDirectory.createPrivate(directory);
        this.data = directory.resolve("data");
        this.binaries = binaries;
        this.durability = durability;
        this.account = account;
        this.password = new PostgresDatabase(directory, binaries, account, durability).createIfMissing();
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    long pid() {
        return running().pid();
    }

    SupervisedServer supervised() {
        return new SupervisedServer("PostgreSQL", directory, ServerLog.POSTGRES, this::running, this::restart);
    }

    void kill() {
        running().kill();
    }

    void pause() {
        running().pause();
    }

    void resume() {
        running().resume();
    }

    void restart() {
        close();
        start();
    }

    /** A free port may be taken by another process before the server has it: then the next one is tried. */
    void start() {
        int tries = port == 0 ? PORTS_TRIED : 1;
        for (int i = 1; ; i++) {
            int chosen = port == 0 ? FreePort.find() : port;
            try {
                startOn(chosen);
                port = chosen;
                return;
            } catch (EmbeddedServerException e) {
                if (i >= tries || !String.valueOf(e.getMessage()).contains("Address already in use")) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }

    private void startOn(int chosen) {
        ChildProcess started = ChildProcess.start(
                new ChildCommand("postgres", directory, account.command(arguments(chosen)), Map.of(), "INT", GRACE));
        child = started;
        boolean ready = Pause.until(() -> !started.isAlive() || isReady(started.pid()), START_LIMIT);
        if (ready && started.isAlive()) {
            return;
        }
        String sentence = "PostgreSQL in " + directory + " "
                + (started.isAlive() ? "was not ready within " + START_LIMIT.toSeconds() + " s" : "ended at once")
                + ", port " + chosen + ". ";
        started.close();
        throw new EmbeddedServerException(sentence + started.lastLogLines());
    }

    private ChildProcess running() {
        if (child == null) {
            throw new IllegalStateException("PostgreSQL has not been started");
        }
        return child;
    }

    private List<String> arguments(int chosen) {
        List<String> arguments = new ArrayList<>(List.of(binaries.program("postgres"), "-D", data.toString()));
        arguments.addAll(List.of(
                "--listen_addresses=127.0.0.1",
                "--port=" + chosen,
                // No socket file: its path would have to be short, and nobody uses it.
                "--unix_socket_directories=",
                "--max_connections=200",
                "--shared_buffers=32MB",
                // Shared memory in the data folder: nothing is left in /dev/shm after a SIGKILL.
                "--dynamic_shared_memory_type=mmap",
                "--io_method=sync",
                "--max_parallel_workers=2",
                "--log_timezone=UTC",
                "--timezone=UTC"));
        if (durability == Durability.TEMPORARY) {
            arguments.addAll(List.of("--fsync=off", "--synchronous_commit=off", "--full_page_writes=off"));
        }
        return arguments;
    }

    /** The server writes its process id into the first line of this file, and its state into the eighth. */
    private boolean isReady(long pid) {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return false;
        }
        List<String> lines =
                DataDirectory.readIfPresent(file).orElse("").lines().toList();
        return lines.size() >= 8
                && lines.get(0).strip().equals(Long.toString(pid))
                && lines.get(7).strip().equals("ready");
    }
}
