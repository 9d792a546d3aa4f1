package dev.shippy.cli.event;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.OutputFormat;
import dev.shippy.cli.Shippy;
import dev.shippy.runtime.nats.StreamOperator;
import dev.shippy.runtime.nats.StreamSelection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "tail",
        description = "Shows events as they happen, from now on or from --since or --from-seq, until Ctrl-C.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shippy event tail",
            "  shippy event tail --since 5m --subject 'consignment.*'",
            "  shippy event tail --output json | jq .entity"
        })
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class TailEvents implements Callable<Integer> {

    private final Shippy shippy;

    @Mixin
    private EventFilter filter;

    TailEvents(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        EventPrinter printer = EventPrinter.of(shippy, OutputFormat.TABLE);
        new Reading(shippy, printer, "Showed", true).run(this::selection, event -> {});
        return ExitCode.OK;
    }

    private StreamSelection selection(StreamOperator streams) throws InterruptedException {
        StreamSelection selection = filter.selection().following();
        return filter.saysBeginning()
                ? selection
                : selection.from(streams.state(selection.stream()).lastSequence() + 1);
    }
}
