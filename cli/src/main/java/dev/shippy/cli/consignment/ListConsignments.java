package dev.shippy.cli.consignment;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Paging;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.GetRequest;
import dev.shippy.contracts.consignment.v1.Response;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "Lists your consignments, oldest first; an admin's list has everybody's.",
        footerHeading = "%nExamples:%n",
        footer = {"  shippy consignment list", "  shippy consignment list --all --output json"})
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class ListConsignments implements Callable<Integer> {

    private final Shippy shippy;

    @Mixin
    private Paging paging;

    ListConsignments(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        try (Session session = shippy.connect()) {
            paging.print(
                    shippy,
                    "consignments",
                    shippy.output().list("consignments", ConsignmentLines.COLUMNS),
                    (size, token) -> page(session, size, token));
        }
        return ExitCode.OK;
    }

    private static Paging.Page<Consignment> page(Session session, int size, String token) {
        GetRequest request =
                GetRequest.newBuilder().setPageSize(size).setPageToken(token).build();
        Response reply = session.call(ShippingService.GET_CONSIGNMENTS, request);
        return new Paging.Page<>(reply.getConsignmentsList(), reply.getNextPageToken());
    }
}
