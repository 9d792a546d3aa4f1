package dev.shippy.cli.vessel;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.VesselId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "get",
        description = "Shows one vessel with its free room.",
        footerHeading = "%nExample:%n",
        footer = "  shippy vessel get vessel001")
@SuppressWarnings("NullAway.Init") // parameters are set by picocli
final class GetVessel implements Callable<Integer> {

    private final Shippy shippy;

    @Parameters(paramLabel = "ID", description = "The vessel's id, such as vessel001.")
    private String id;

    GetVessel(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        try (Session session = shippy.connect()) {
            Response reply = session.call(
                    VesselService.GET, VesselId.newBuilder().setId(id).build());
            shippy.output().show(reply, VesselLines.of(reply.getVessel()));
        }
        return ExitCode.OK;
    }
}
