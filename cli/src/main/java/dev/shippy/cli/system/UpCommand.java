package dev.shippy.cli.system;

import dev.shippy.cli.CommandLogging;
import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.StopSignal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = {
            "Runs the whole system on this machine until Ctrl-C.",
            "NATS_URL, PG_URL, MONGO_URL and SMTP_URL name real servers to be used",
            "instead of its own."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shippy up", "  shippy up --data ~/shippy --port 0"})
public final class UpCommand implements Callable<Integer> {

    private final Shippy shippy;

    @Option(names = "--data", paramLabel = "DIR", description = "Keep the data in this folder; default: nowhere.")
    private @Nullable Path data;

    @Option(names = "--port", paramLabel = "N", description = "NATS' port, 0 for a free one; default: 4222.")
    private int port = 4222;

    UpCommand(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() throws InterruptedException {
        Parts.require();
        StopSignal stop = StopSignal.awaited(ExitCode.OK);
        try {
            new RunningUntilStopped(shippy, Optional.ofNullable(data), port).run(stop);
            return ExitCode.OK;
        } catch (RuntimeException failed) {
            if (!stop.wasAsked()) {
                throw failed;
            }
            // The process ends before this could be reported elsewhere.
            shippy.note("The system did not stop cleanly: " + failed.getMessage());
            stop.failed();
            return ExitCode.FAILURE;
        } finally {
            stop.ended();
        }
    }

    /** Logs to a file in the data folder; services also run without it. */
    static void logTo(Path folder, Consumer<String> note) {
        Path log = folder.resolve("shippy.log");
        CommandLogging.toFile(log);
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var unused = channel.size();
        } catch (IOException unwritable) {
            note.accept("Logging is off: the file " + log + " cannot be written");
        }
    }
}
