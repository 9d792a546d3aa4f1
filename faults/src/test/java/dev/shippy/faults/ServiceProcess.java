package dev.shippy.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.shippy.embedded.ChildCommand;
import dev.shippy.embedded.ChildProcess;
import dev.shippy.embedded.ClassArchive;
import dev.shippy.embedded.JavaProgram;
import dev.shippy.embedded.NatsPasswords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** One instance of a service, run as users run it: {@code java -jar <module>/target/<module>.jar}. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final String service;
    private final ChildProcess child;
    private final Path log;

    private ServiceProcess(String service, ChildProcess child, Path log) {
        this.service = service;
        this.child = child;
        this.log = log;
    }

    /** Starts it and returns at once. */
    static ServiceProcess start(String service, String name, Path directory, Map<String, String> environment) {
        Path jar = Path.of("..", service, "target", service + ".jar")
                .toAbsolutePath()
                .normalize();
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: run `mvn verify` from the project's root");
        }
        List<String> command = new ArrayList<>(List.of(JavaProgram.path()));
        command.addAll(JavaProgram.options());
        command.addAll(List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1"));
        command.addAll(new ClassArchive(jar, List.of(), vainStart(service)).options());
        command.addAll(List.of("-jar", jar.toString()));
        ChildProcess child = ChildProcess.start(
                new ChildCommand(name, directory, command, environment, "TERM", Duration.ofSeconds(10)));
        return new ServiceProcess(service, child, directory.resolve(name + ".log"));
    }

    /** Settings of a start that finds no server and gives up. */
    private static Map<String, String> vainStart(String service) {
        Map<String, String> nowhere = new HashMap<>(new Addresses(
                        "nats://127.0.0.1:1",
                        NatsPasswords.random(),
                        "postgresql://nobody:nothing@127.0.0.1:1/none",
                        StoreUsers.none("mongodb://127.0.0.1:1"),
                        "smtp://127.0.0.1:1")
                .settings(service));
        nowhere.put("START_TIMEOUT", "1s");
        return nowhere;
    }

    @CanIgnoreReturnValue
    ServiceProcess awaitServing() {
        Awaitility.await(service + " serves")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> {
                    if (!isServing() && !isAlive()) {
                        throw new AssertionError(service + " has ended: " + log());
                    }
                })
                .untilAsserted(() -> assertTrue(isServing(), this::log));
        return this;
    }

    /** Whether it has begun to serve. */
    boolean isServing() {
        return log().contains(service + " serves");
    }

    String log() {
        try {
            return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
        } catch (IOException unreadable) {
            return "";
        }
    }

    long pid() {
        return child.pid();
    }

    boolean isAlive() {
        return child.isAlive();
    }

    /** SIGKILL. */
    void kill() {
        child.kill();
    }

    /** SIGSTOP. */
    void pause() {
        child.pause();
    }

    /** SIGCONT. */
    void resume() {
        child.resume();
    }

    /** SIGTERM; returns at once. */
    void terminate() {
        boolean unused = ProcessHandle.of(pid()).map(ProcessHandle::destroy).orElse(false);
    }

    /** Waits for its end by itself. Returns the exit code, or -1 when it lives on. */
    int exitCode(Duration limit) {
        return child.await(limit) ? child.exitCode() : -1;
    }

    /** SIGTERM, and then up to 10 s. */
    @Override
    public void close() {
        child.close();
    }
}
