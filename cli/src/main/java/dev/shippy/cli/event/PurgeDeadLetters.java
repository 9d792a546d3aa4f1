package dev.shippy.cli.event;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Line;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.EventStream;
import dev.shippy.runtime.nats.StreamOperator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "purge",
        description = "Drops all dead letters for good. Only says how many there are, unless --yes is given.",
        footerHeading = "%nExample:%n",
        footer = "  shippy dead-letter purge --yes")
final class PurgeDeadLetters implements Callable<Integer> {

    private final Shippy shippy;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    PurgeDeadLetters(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (Session session = shippy.connectAsOperator()) {
            StreamOperator streams = session.streams();
            if (yes) {
                shippy.output().summary(List.of(new Line("purged", streams.purgeDeadLetters())));
            } else {
                long there = streams.state(EventStream.DEAD_LETTERS).messages();
                shippy.output().summary(List.of(new Line("dead_letters", there)));
                shippy.note("Nothing was dropped; --yes does it.");
            }
        }
        return ExitCode.OK;
    }
}
