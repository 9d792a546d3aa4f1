package dev.shippy.cli.consignment;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.consignment.v1.ConsignmentId;
import dev.shippy.contracts.consignment.v1.Response;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "get",
        description = "Shows one consignment.",
        footerHeading = "%nExample:%n",
        footer = "  shippy consignment get 6f1c2f0e4a5b4c8d9e0f1a2b3c4d5e6f")
@SuppressWarnings("NullAway.Init") // parameters are set by picocli
final class GetConsignment implements Callable<Integer> {

    private final Shippy shippy;

    @Parameters(paramLabel = "ID", description = "The consignment's id.")
    private String id;

    GetConsignment(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        try (Session session = shippy.connect()) {
            Response reply = session.call(
                    ShippingService.GET_CONSIGNMENT,
                    ConsignmentId.newBuilder().setId(id).build());
            shippy.output().show(reply, ConsignmentLines.of(reply.getConsignment()));
        }
        return ExitCode.OK;
    }
}
