package dev.shippy.cli.vessel;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Paging;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.ListRequest;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Vessel;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "Lists all vessels, by id.",
        footerHeading = "%nExamples:%n",
        footer = {"  shippy vessel list", "  shippy vessel list --all --output json"})
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class ListVessels implements Callable<Integer> {

    private final Shippy shippy;

    @Mixin
    private Paging paging;

    ListVessels(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        try (Session session = shippy.connect()) {
            paging.print(
                    shippy,
                    "vessels",
                    shippy.output().list("vessels", VesselLines.COLUMNS),
                    (size, token) -> page(session, size, token));
        }
        return ExitCode.OK;
    }

    private static Paging.Page<Vessel> page(Session session, int size, String token) {
        ListRequest request =
                ListRequest.newBuilder().setPageSize(size).setPageToken(token).build();
        Response reply = session.call(VesselService.LIST, request);
        return new Paging.Page<>(reply.getVesselsList(), reply.getNextPageToken());
    }
}
