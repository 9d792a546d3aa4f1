package dev.shippy.cli.vessel;

import dev.shippy.cli.Column;
import dev.shippy.cli.Line;
import dev.shippy.contracts.vessel.v1.Vessel;
import java.util.List;

/** A vessel as text. */
final class VesselLines {

    static final List<Column<Vessel>> COLUMNS = List.of(
            new Column<>("ID", Vessel::getId),
            new Column<>("NAME", Vessel::getName),
            new Column<>("IN SERVICE", vessel -> isInService(vessel) ? "yes" : "no"),
            new Column<>("CAPACITY", Vessel::getCapacity),
            new Column<>("FREE", Vessel::getFreeCapacity),
            new Column<>("MAX KG", Vessel::getMaxWeight),
            new Column<>("FREE KG", Vessel::getFreeWeight));

    private VesselLines() {}

    static List<Line> of(Vessel vessel) {
        return List.of(
                new Line("vessel", vessel.getId()),
                new Line("name", vessel.getName()),
                new Line("available", isInService(vessel)),
                new Line("capacity", vessel.getCapacity()),
                new Line("free_capacity", vessel.getFreeCapacity()),
                new Line("max_weight", vessel.getMaxWeight()),
                new Line("free_weight", vessel.getFreeWeight()),
                new Line("owner_id", vessel.getOwnerId()));
    }

    private static boolean isInService(Vessel vessel) {
        return !vessel.hasAvailable() || vessel.getAvailable();
    }
}
