package dev.shippy.cli.consignment;

import dev.shippy.cli.Column;
import dev.shippy.cli.Line;
import dev.shippy.cli.Text;
import dev.shippy.contracts.consignment.v1.Consignment;
import java.util.List;

/** A consignment as text. */
final class ConsignmentLines {

    static final List<Column<Consignment>> COLUMNS = List.of(
            new Column<>("ID", Consignment::getId),
            new Column<>("STATE", Consignment::getState),
            new Column<>("VESSEL", consignment -> orDash(consignment.getVesselId())),
            new Column<>("CONTAINERS", Consignment::getContainersCount),
            new Column<>("KG", Consignment::getWeight));

    private ConsignmentLines() {}

    static List<Line> of(Consignment consignment) {
        return List.of(
                new Line("consignment", consignment.getId()),
                new Line("vessel", orDash(consignment.getVesselId())),
                new Line("state", consignment.getState()),
                new Line("description", consignment.getDescription()),
                new Line("weight", consignment.getWeight()),
                new Line("containers", consignment.getContainersCount()),
                new Line("created_at", Text.time(consignment.getCreatedAt())));
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
