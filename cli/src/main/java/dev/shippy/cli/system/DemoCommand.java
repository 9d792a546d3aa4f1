package dev.shippy.cli.system;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.FailureException;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.StopSignal;
import dev.shippy.embedded.EmbeddedServerException;
import dev.shippy.runtime.Durations;
import dev.shippy.runtime.Environment;
import java.time.Duration;
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
        })
public final class DemoCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;

    /** What would make it another system than the one that the demo describes. */
    private static final Set<String> LEFT_OUT = Set.of("NATS_URL", "PG_URL", "MONGO_URL", "SMTP_URL");

    private final Shippy shippy;

    DemoCommand(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        LocalSystem.requireParts();
        long start = System.nanoTime();
        StopSignal stop = StopSignal.interrupting(INTERRUPTED);
        try (SystemFolder folder = SystemFolder.open(Optional.empty())) {
            UpCommand.logTo(folder.path());
            runIn(folder, stop);
        } catch (EmbeddedServerException failed) {
            throw new FailureException(String.valueOf(failed.getMessage()), failed);
        } finally {
            stop.ended();
        }
        Duration taken = Duration.ofMillis((System.nanoTime() - start) / 1_000_000);
        shippy.output().print("The demo is over, everything is stopped; it took " + seconds(taken) + ".");
        return ExitCode.OK;
    }

    private void runIn(SystemFolder folder, StopSignal stop) {
        Map<String, String> variables = new HashMap<>(shippy.host().variables());
        variables.keySet().removeAll(LEFT_OUT);
        AdminLogin admin = AdminLogin.of(new Environment(variables), folder.data());
        try (LocalSystem system = LocalSystem.start(folder, variables, admin, 0, shippy::note)) {
            variables.put("NATS_URL", system.natsUrl());
            variables.put("XDG_STATE_HOME", folder.path().resolve("state").toString());
            new Demo(new DemoShell(shippy, variables, stop)).run();
        }
    }

    private static String seconds(Duration taken) {
        return Durations.format(taken.truncatedTo(ChronoUnit.SECONDS));
    }
}
