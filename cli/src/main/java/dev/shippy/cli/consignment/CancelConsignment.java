package dev.shippy.cli.consignment;

import dev.shippy.cli.Confirmation;
import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.consignment.v1.ConsignmentId;
import dev.shippy.contracts.consignment.v1.Response;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "cancel",
        description = "Gives a booked consignment up; its room is free again.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shippy consignment cancel 6f1c2f0e4a5b4c8d9e0f1a2b3c4d5e6f",
            "  shippy consignment cancel 6f1c2f0e4a5b4c8d9e0f1a2b3c4d5e6f --yes"
        })
@SuppressWarnings("NullAway.Init") // parameters are set by picocli
final class CancelConsignment implements Callable<Integer> {

    private final Shippy shippy;

    @Parameters(paramLabel = "ID", description = "The consignment's id.")
    private String id;

    @Mixin
    private Confirmation confirmation;

    CancelConsignment(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        confirmation.require(shippy, "Cancel the consignment " + id + "?");
        try (Session session = shippy.connect()) {
            Response reply = session.call(
                    ShippingService.CANCEL_CONSIGNMENT,
                    ConsignmentId.newBuilder().setId(id).build());
            shippy.output().done(reply, ConsignmentLines.of(reply.getConsignment()));
        }
        return ExitCode.OK;
    }
}
