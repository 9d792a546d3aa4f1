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

@Command(name = "cancel", description = "Gives a booked consignment up; its room is free again.")
@SuppressWarnings("NullAway.Init") // parameters are set by picocli
final class CancelConsignment implements Callable<Integer> {

    private final Shippy shippy;

    @Parameters(paramLabel = "ID", description = "The consignment's id.")
    private String id;

    CancelConsignment(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        try (Session session = shippy.connect()) {
            Response reply = session.call(
                    ShippingService.CANCEL_CONSIGNMENT,
                    ConsignmentId.newBuilder().setId(id).build());
            shippy.output().show(reply, ConsignmentLines.of(reply.getConsignment()));
        }
        return ExitCode.OK;
    }
}
