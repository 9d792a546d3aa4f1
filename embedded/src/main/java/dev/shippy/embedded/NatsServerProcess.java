package dev.shippy.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One nats-server from start to start: the same directory, passwords and port. */
final class NatsServerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int GREETING_BYTES = 4096;
    private static final Pattern PORT_IN_FILE = Pattern.compile("nats://[^\"]*:(\\d+)\"");

    private final Path directory;
    private final NatsServerBinary binary;
    private final Durability durability;
    private NatsPasswords passwords;
    private int port;
    private @Nullable ChildProcess child;

    NatsServerProcess(
            Path directory, NatsServerBinary binary, Durability durability, NatsPasswords passwords, int port) {
        this.directory = DataDirectory.createPrivate(directory);
        this.binary = binary;
        this.durability = durability;
        this.passwords = passwords;
        this.port = port;
    }

    int port() {
        return port;
    }

    NatsPasswords passwords() {
        return passwords;
    }

    long pid() {
        return running().pid();
    }

    SupervisedServer supervised() {
        return new SupervisedServer("NATS", directory, ServerLog.NATS, this::running, this::restart);
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

    /** Tells our server apart from another one that has the port already. */
    void start() {
        String name = "shippy-" + Passwords.random();
        deleteFilesOfPorts();
        ChildProcess started = ChildProcess.start(
                new ChildCommand("nats-server", directory, arguments(name), passwords.environment(), "TERM", GRACE));
        child = started;
        boolean ready = Pause.until(() -> !started.isAlive() || answers(started, name), START_LIMIT);
        if (!ready || !started.isAlive()) {
            String sentence = "nats-server (" + binary.path() + ") "
                    + (started.isAlive() ? "was not ready within " + START_LIMIT.toSeconds() + " s" : "ended at once")
                    + (port == 0 ? ". " : ", port " + port + ". ");
            started.close();
            throw new EmbeddedServerException(sentence + started.lastLogLines());
        }
        passwords = passwords.at(port);
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
        }
    }

    private ChildProcess running() {
        if (child == null) {
            throw new IllegalStateException("nats-server has not been started");
        }
        return child;
    }

    private List<String> arguments(String name) {
        boolean always = durability == Durability.DURABLE && binary.syncsAlways();
        Path configuration = directory.resolve("nats.conf");
        // As an argument, the name would prevent the server from reloading its configuration (SIGHUP).
        DataDirectory.writeSecret(
                configuration,
                "server_name: \"" + name + "\"\n"
                        + (always ? NatsConfiguration.textThatSyncsAlways() : NatsConfiguration.text()));
        List<String> arguments = new ArrayList<>(List.of(binary.path().toString()));
        arguments.addAll(List.of("--config", configuration.toString(), "--addr", "127.0.0.1"));
        arguments.addAll(List.of("--store_dir", directory.toString()));
        arguments.addAll(List.of("--port", port == 0 ? "-1" : Integer.toString(port)));
        arguments.addAll(List.of("--ports_file_dir", directory.toString()));
        return arguments;
    }

    private boolean answers(ChildProcess started, String name) {
        OptionalInt listening = port == 0 ? chosenPort(started.pid()) : OptionalInt.of(port);
        if (listening.isEmpty() || !greeting(listening.getAsInt()).contains(name)) {
            return false;
        }
        port = listening.getAsInt();
        return true;
    }

    /** The server tells the port that it has chosen in a file. */
    private OptionalInt chosenPort(long pid) {
        Matcher matcher = PORT_IN_FILE.matcher(
                DataDirectory.readIfPresent(directory.resolve(binary.path().getFileName() + "_" + pid + ".ports"))
                        .orElse(""));
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    private void deleteFilesOfPorts() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".ports")).toList()) {
                boolean unused = Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("The folder " + directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What the server says first, or nothing. */
    private static String greeting(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Loopback.address(), port), 1000);
            socket.setSoTimeout(1000);
            InputStream input = socket.getInputStream();
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = input.read(); next > '\n' && line.size() < GREETING_BYTES; next = input.read()) {
                line.write(next);
            }
            return line.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
