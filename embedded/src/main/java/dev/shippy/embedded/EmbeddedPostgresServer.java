package dev.shippy.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A PostgreSQL server that runs as a child of this JVM, with a role that owns the database {@code shippy}.
 *
 * <p>It listens on 127.0.0.1 only, wants a password (SCRAM), keeps its data and the password (mode 0600) in the given
 * directory, and ends with this JVM. Methods block and may be called from any thread, one at a time. Starting takes about
 * a second with an empty directory, less with data.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

    private final PostgresProcess process;

    private EmbeddedPostgresServer(PostgresProcess process) {
        this.process = process;
    }

    /** Starts a server whose data are for tests: see {@link Durability#TEMPORARY}. */
    public static EmbeddedPostgresServer start(Path directory) {
        return start(directory, Durability.TEMPORARY, line -> {});
    }

    /**
     * Starts a server on a free port and returns when it takes connections. Data that are in the directory are used again,
     * also after {@code kill -9}.
     *
     * @param directory created where it is missing; belongs to this server alone
     * @param progress hears, on the calling thread, a line for each step that takes long
     * @throws EmbeddedServerException if it does not start within 60 s; nothing is left running
     */
    public static EmbeddedPostgresServer start(Path directory, Durability durability, Consumer<String> progress) {
        PostgresProcess process =
                new PostgresProcess(directory.toAbsolutePath(), PostgresBinaries.find(progress), durability);
        process.start();
        return new EmbeddedPostgresServer(process);
    }

    /** {@code postgresql://user:password@127.0.0.1:port/shippy}. */
    public String url() {
        return url(PostgresProcess.DATABASE);
    }

    public int port() {
        return process.port();
    }

    /** Creates an empty database of a new name and returns its address: for tests that want one of their own. */
    public String createDatabase() {
        String name = "test_" + Passwords.random().toLowerCase(Locale.ROOT);
        String address = "jdbc:postgresql://127.0.0.1:" + port() + "/" + PostgresProcess.DATABASE
                + "?connectTimeout=10&socketTimeout=30";
        try (Connection connection = DriverManager.getConnection(address, PostgresProcess.USER, process.password());
                Statement statement = connection.createStatement()) {
            int unused = statement.executeUpdate("CREATE DATABASE " + name);
            return url(name);
        } catch (SQLException e) {
            throw new EmbeddedServerException("PostgreSQL did not create a database: " + e.getMessage(), e);
        }
    }

    /** The process id of the server's first process. */
    public long pid() {
        return process.pid();
    }

    /** For a {@link Supervisor}. */
    public SupervisedServer supervised() {
        return process.supervised();
    }

    /** Sends SIGKILL to all of the server's processes; {@link #restart()} brings it back. */
    public void kill() {
        process.kill();
    }

    /** Sends SIGSTOP to all of the server's processes: connections stay open and nothing answers. */
    public void pause() {
        process.pause();
    }

    /** Sends SIGCONT. */
    public void resume() {
        process.resume();
    }

    /** Stops the server, cutting its connections; the data stay, and {@link #restart()} brings it back. */
    public void stop() {
        process.close();
    }

    /** Stops the server if it runs, and starts it again with the same port, data and password. */
    public void restart() {
        process.restart();
    }

    /** Stops the server; the data stay. */
    @Override
    public void close() {
        process.close();
    }

    private String url(String database) {
        return "postgresql://" + PostgresProcess.USER + ":" + process.password() + "@127.0.0.1:" + port() + "/"
                + database;
    }
}
