package dev.shippy.cli.system;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.FailureException;
import dev.shippy.cli.Gateway;
import dev.shippy.cli.Host;
import dev.shippy.cli.RunningSystem;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.StopSignal;
import dev.shippy.embedded.EmbeddedServerException;
import dev.shippy.runtime.Durations;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.nats.StoredMessage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "demo",
        description = {
            "Starts the whole system in a temporary folder, walks through the main job, stops.",
            "Ends with 0 when every step came out as it says."
        },
        footerHeading = "%nExample:%n",
        footer = "  shippy demo")
public final class DemoCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What would make it another system than the one that the demo describes. */
    private static final Set<String> LEFT_OUT =
            Set.of("NATS_URL", "PG_URL", "PG_PASSWORD", "MONGO_URL", "SMTP_URL", "SMTP_PASSWORD", "SHIPPY_TOKEN");

    private final Shippy shippy;

    DemoCommand(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        Parts.require();
        Map<String, String> variables = new HashMap<>(shippy.host().variables());
        variables.keySet().removeAll(LEFT_OUT);
        SystemSettings.check(variables);
        long start = System.nanoTime();
        StopSignal stop = StopSignal.interrupting(INTERRUPTED);
        try (SystemFolder folder = SystemFolder.open(Optional.empty())) {
            UpCommand.logTo(folder.path(), shippy::note);
            runIn(folder, variables, stop);
        } catch (RuntimeException failed) {
            throw inWords(failed, stop);
        } finally {
            stop.ended();
        }
        Duration taken = Duration.ofMillis((System.nanoTime() - start) / 1_000_000);
        shippy.output().print("The demo is over, everything is stopped; it took " + seconds(taken) + ".");
        return ExitCode.OK;
    }

    private static RuntimeException inWords(RuntimeException failed, StopSignal stop) {
        if (stop.wasAsked()) {
            // During shutdown, libraries refuse to start.
            return new FailureException("Stopped by a signal", failed);
        }
        return failed instanceof EmbeddedServerException
                ? new FailureException(String.valueOf(failed.getMessage()), failed)
                : failed;
    }

    private void runIn(SystemFolder folder, Map<String, String> variables, StopSignal stop) {
        AdminLogin admin = AdminLogin.of(new Environment(variables), folder.data());
        try (LocalSystem system = LocalSystem.start(folder, variables, admin, 0, shippy::note, shippy::note)) {
            variables.put("XDG_STATE_HOME", folder.path().resolve("state").toString());
            // The commands find the system as they find one that `up` runs.
            Host host = shippy.host().with(variables, InputStream.nullInputStream());
            var unused = folder.data().writeSecret(RunningSystem.OPERATOR_URL, system.operatorUrl() + "\n");
            host.state().noteRunningSystem(folder.path());
            DemoShell shell = new DemoShell(shippy, variables, stop);
            DemoInbox inbox = new DemoInbox(shell, system.inbox().orElseThrow());
            try {
                new Demo(shell, inbox, () -> poison(system)).run();
            } catch (FailureException failed) {
                throw system.lost().isDone()
                        ? new FailureException(system.lost().join(), failed)
                        : failed;
            }
        }
    }

    /** What no service of ours would publish. */
    private void poison(LocalSystem system) {
        byte[] garbage = "no event at all".getBytes(StandardCharsets.UTF_8);
        StoredMessage message = new StoredMessage("none", 0, Instant.EPOCH, "none", Map.of(), garbage);
        try (Gateway operator = shippy.host().connector().connect(system.operatorUrl(), PATIENCE)) {
            operator.streams(PATIENCE).redeliver(message, "poison").await();
        }
    }

    private static String seconds(Duration taken) {
        return Durations.format(taken.truncatedTo(ChronoUnit.SECONDS));
    }
}
