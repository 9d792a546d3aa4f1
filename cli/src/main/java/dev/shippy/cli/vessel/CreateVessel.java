package dev.shippy.cli.vessel;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Line;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Vessel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        description = "Adds a vessel. For admins.",
        footerHeading = "%nExample:%n",
        footer = "  shippy vessel create --id vessel002 --name 'Titan' --capacity 800 --max-weight 300000")
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class CreateVessel implements Callable<Integer> {

    private final Shippy shippy;

    @Option(names = "--id", paramLabel = "ID", description = "Letters, digits, - and _; default: a new one.")
    private String id = "";

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "What it is called.")
    private String name;

    @Option(names = "--capacity", paramLabel = "N", required = true, description = "How many containers it carries.")
    private int capacity;

    @Option(names = "--max-weight", paramLabel = "KG", required = true, description = "How many kilograms it carries.")
    private int maxWeight;

    @Option(names = "--out-of-service", description = "Take no bookings for it.")
    private boolean outOfService;

    CreateVessel(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        try (Session session = shippy.connect()) {
            Response reply = session.call(VesselService.CREATE, vessel());
            List<Line> lines = new ArrayList<>(List.of(new Line("created", reply.getCreated())));
            lines.addAll(VesselLines.of(reply.getVessel()));
            shippy.output().done(reply, lines);
        }
        return ExitCode.OK;
    }

    private Vessel vessel() {
        return Vessel.newBuilder()
                .setId(id)
                .setName(name)
                .setCapacity(capacity)
                .setMaxWeight(maxWeight)
                .setAvailable(!outOfService)
                .build();
    }
}
