package dev.shippy.cli.event;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.OutputFormat;
import dev.shippy.cli.Shippy;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        description = {
            "Reads events again and prints them, as JSON one a line (or as --output table). Changes nothing.",
            "The end is the event that is last when it begins."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shippy event replay > events.json",
            "  shippy event replay --since 2h --subject 'user.*' | jq .data",
            "  shippy event replay --from-seq 100 --speed original"
        })
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class ReplayEvents implements Callable<Integer> {

    /** How quickly events follow each other. */
    enum Speed {
        INSTANT,
        ORIGINAL;

        /** As it is typed. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Shippy shippy;

    @Mixin
    private EventFilter filter;

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            description = "instant, or original: with the pauses between them; default: instant.")
    private Speed speed = Speed.INSTANT;

    ReplayEvents(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        EventPrinter printer = EventPrinter.of(shippy, OutputFormat.JSON);
        boolean original = speed == Speed.ORIGINAL;
        new Reading(shippy, printer, "Replayed", original)
                .run(streams -> filter.selection(), original ? new Pace()::await : event -> {});
        return ExitCode.OK;
    }
}
