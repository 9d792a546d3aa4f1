package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A nats-server with JetStream that runs as a child of this JVM, with the users and permissions of the contracts.
 *
 * <p>It listens on 127.0.0.1 only, keeps its streams in the given directory and ends with this JVM. Methods block and may
 * be called from any thread, one at a time. Starting takes well under a second once the program is installed.
 */
public final class EmbeddedNats implements AutoCloseable {

    private final NatsServerProcess process;

    private EmbeddedNats(NatsServerProcess process) {
        this.process = process;
    }

    /** Starts a server with new passwords on a free port. */
    public static EmbeddedNats start(Path directory) {
        return in(directory).start();
    }

    /** Starts a server with new passwords on a port; 0 takes a free one. */
    public static EmbeddedNats start(Path directory, int port) {
        return in(directory).port(port).start();
    }

    /** Everything that can be chosen. The directory is created where it is missing; it belongs to this server alone. */
    public static Builder in(Path directory) {
        return new Builder(directory);
    }

    /** {@code nats://127.0.0.1:port}, without credentials: a customer's address. */
    public String url() {
        return "nats://127.0.0.1:" + port();
    }

    public int port() {
        return process.port();
    }

    /** The same from start to start of this object. */
    public NatsPasswords passwords() {
        return process.passwords();
    }

    /** The process id of nats-server. */
    public long pid() {
        return process.pid();
    }

    /** For a {@link Supervisor}. */
    public SupervisedServer supervised() {
        return process.supervised();
    }

    /** Sends SIGKILL; {@link #restart()} brings it back. */
    public void kill() {
        process.kill();
    }

    /** Sends SIGSTOP: connections stay open and nothing answers. */
    public void pause() {
        process.pause();
    }

    /** Sends SIGCONT. */
    public void resume() {
        process.resume();
    }

    /** Stops the server if it runs, and starts it again with the same port, data and passwords. */
    public void restart() {
        process.restart();
    }

    /** Stops the server; the data stay. */
    @Override
    public void close() {
        process.close();
    }

    /** How to start a server. */
    public static final class Builder {

        private final Path directory;
        private int port;
        private Durability durability = Durability.TEMPORARY;
        private NatsPasswords passwords = NatsPasswords.random();
        private Optional<Path> binary = Optional.empty();
        private Consumer<String> progress = line -> {};

        private Builder(Path directory) {
            this.directory = directory.toAbsolutePath();
        }

        /** 0, the default, takes a free one. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** {@link Durability#TEMPORARY} by default. */
        public Builder durability(Durability value) {
            durability = value;
            return this;
        }

        /** New ones by default. */
        public Builder passwords(NatsPasswords value) {
            passwords = value;
            return this;
        }

        /** Passwords by NATS user; see {@link NatsPasswords#of(Map)}. */
        public Builder passwords(Map<String, String> byUser) {
            return passwords(NatsPasswords.of(byUser));
        }

        /** The nats-server to run; by default it is found or installed, see {@link NatsServerBinary#find}. */
        public Builder binary(Path value) {
            binary = Optional.of(value);
            return this;
        }

        /** Hears, on the calling thread, a line for each step that takes long. */
        public Builder progress(Consumer<String> value) {
            progress = value;
            return this;
        }

        /**
         * Starts the server and returns when it takes connections.
         *
         * @throws EmbeddedServerException if it does not within 30 s (plus the time to install it); nothing is left running
         */
        public EmbeddedNats start() {
            NatsServerBinary program =
                    binary.map(NatsServerBinary::at).orElseGet(() -> NatsServerBinary.find(progress));
            NatsServerProcess process = new NatsServerProcess(directory, program, durability, passwords, port);
            process.start();
            return new EmbeddedNats(process);
        }
    }
}
