package dev.shippy.cli.bench;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.Reason;
import dev.shippy.embedded.ChildCommand;
import dev.shippy.embedded.ChildProcess;
import dev.shippy.embedded.NatsCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs {@code nats bench}. Its processes end with this one. */
final class NatsBench {

    /** The subject of the echo. */
    static final String ECHO = "bench.echo";

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration GRACE = Duration.ofSeconds(1);

    /**
     * What one run came to.
     *
     * @param text what was printed
     * @param exitCode 0 if all were answered, or read
     * @param cpuSeconds of the process
     */
    record Run(String text, int exitCode, double cpuSeconds) {

        /** The sentence at the end. */
        String lastLine() {
            return text.lines().reduce("it printed nothing", (first, second) -> second.isBlank() ? first : second);
        }
    }

    private final NatsCommand command;
    private final Path folder;
    private final Target target;
    private int runs;

    /** @param folder where processes work and write what they print */
    NatsBench(NatsCommand command, Path folder, Target target) {
        this.command = command;
        this.folder = folder;
        this.target = target;
    }

    /** Starts the echo: an answer of two bytes by a program of a few lines of Go. */
    ChildProcess serve() {
        return start("nats-echo", List.of("service", "serve", ECHO));
    }

    /** Sends requests, so many at a time as there are clients, and waits for the end. */
    Run request(String subject, Path payload, String token, int clients, int calls) throws InterruptedException {
        return run(List.of(
                "service",
                "request",
                subject,
                "--payload=" + payload,
                "--header=Authorization:Bearer " + token,
                "--clients=" + clients,
                "--msgs=" + calls));
    }

    /** Reads so many messages of a stream from its beginning, with an ordered consumer, and waits for the end. */
    Run ordered(String stream, int messages) throws InterruptedException {
        return run(List.of("js", "ordered", "--stream=" + stream, "--msgs=" + messages));
    }

    private Run run(List<String> arguments) throws InterruptedException {
        String name = "nats-" + arguments.get(1) + "-" + runs++;
        try (ChildProcess process = start(name, arguments)) {
            double cpuSeconds = awaitEnd(process);
            return new Run(printed(name), process.exitCode(), cpuSeconds);
        }
    }

    private ChildProcess start(String name, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(command.path().toString(), "bench"));
        arguments.addAll(more);
        arguments.addAll(List.of("--no-progress", "--no-context", "--inbox-prefix=" + target.inboxPrefix()));
        Map<String, String> environment = Map.of(
                "NATS_URL", target.server(),
                "NATS_USER", target.natsPassword().isEmpty() ? "" : target.natsUser(),
                "NATS_PASSWORD", target.natsPassword());
        return ChildProcess.start(new ChildCommand(name, folder, arguments, environment, "TERM", GRACE));
    }

    /** What the process used of CPU is known only while it lives: the last look counts. */
    private static double awaitEnd(ChildProcess process) throws InterruptedException {
        double seconds = 0;
        while (!process.await(POLL)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            seconds = Math.max(seconds, cpuSeconds(process));
        }
        return seconds;
    }

    static double cpuSeconds(ChildProcess process) {
        return ProcessHandle.of(process.pid()).flatMap(CpuTimes::seconds).orElse(0.0);
    }

    private String printed(String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException unreadable) {
            throw new FailureException("What nats printed cannot be read: " + Reason.of(unreadable), unreadable);
        }
    }
}
