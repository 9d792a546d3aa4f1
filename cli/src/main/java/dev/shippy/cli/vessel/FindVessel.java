package dev.shippy.cli.vessel;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Specification;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "find",
        description = "Finds a vessel with room. Only a booking takes the room.",
        footerHeading = "%nExample:%n",
        footer = "  shippy vessel find --capacity 3 --max-weight 55000")
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class FindVessel implements Callable<Integer> {

    private final Shippy shippy;

    @Option(names = "--capacity", paramLabel = "N", required = true, description = "Number of containers.")
    private int capacity;

    @Option(names = "--max-weight", paramLabel = "KG", required = true, description = "Their weight in kilograms.")
    private int maxWeight;

    @Option(names = "--except", paramLabel = "ID", description = "Not this vessel; may be repeated.")
    private List<String> except = List.of();

    FindVessel(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        Specification specification = Specification.newBuilder()
                .setCapacity(capacity)
                .setMaxWeight(maxWeight)
                .addAllExcept(except)
                .build();
        try (Session session = shippy.connect()) {
            Response reply = session.call(VesselService.FIND_AVAILABLE, specification);
            shippy.output().show(reply, VesselLines.of(reply.getVessel()));
        }
        return ExitCode.OK;
    }
}
