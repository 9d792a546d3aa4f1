package dev.shippy.cli.consignment;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Line;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.Text;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = "Books a consignment onto a vessel with room.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shippy consignment create cli/consignment.json",
            "  shippy consignment create - < cli/consignment.json"
        })
@SuppressWarnings("NullAway.Init") // parameters are set by picocli
final class CreateConsignment implements Callable<Integer> {

    private final Shippy shippy;

    @Parameters(paramLabel = "FILE", description = "The consignment as JSON; - is standard input.")
    private Path file;

    CreateConsignment(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        Consignment consignment = new ConsignmentFile(file, shippy.host().input()).read();
        try (Session session = shippy.connect()) {
            Response reply = session.call(ShippingService.CREATE_CONSIGNMENT, consignment);
            shippy.output().done(reply, lines(reply));
            noteOtherVessel(consignment.getVesselId(), reply.getConsignment().getVesselId());
        }
        return ExitCode.OK;
    }

    /** The vessel in the file is only a preference: booking falls back to another one. */
    private void noteOtherVessel(String wished, String booked) {
        if (!wished.isEmpty() && !wished.equals(booked)) {
            shippy.note("Another vessel was booked: " + Text.line(wished)
                    + " does not exist, is out of service, or has no room.");
        }
    }

    private static List<Line> lines(Response reply) {
        return List.of(
                new Line("created", reply.getCreated()),
                new Line("consignment", reply.getConsignment().getId()),
                new Line("vessel", reply.getConsignment().getVesselId()));
    }
}
