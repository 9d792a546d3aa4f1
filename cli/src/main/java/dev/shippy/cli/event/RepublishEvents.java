package dev.shippy.cli.event;

import dev.shippy.cli.Column;
import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Line;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.Text;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.UserService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "republish",
        description = {
            "Lets the services publish their events again, as after the loss of the stream. For admins.",
            "Each event keeps its id, so that nobody is mailed twice. They are kept for 14 days.",
            "Only shows the start time, unless --yes is given."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shippy event republish --since 2h --yes", "  shippy event republish --since 14d --yes"})
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class RepublishEvents implements Callable<Integer> {

    /** What a service does: how many accounts' events, or consignments with all of theirs. */
    private record Scheduled(String service, long count, String unit) {}

    private static final List<Column<Scheduled>> COLUMNS = List.of(
            new Column<>("SERVICE", Scheduled::service),
            new Column<>("REPUBLISHES", Scheduled::count),
            new Column<>("OF", Scheduled::unit));

    private final Shippy shippy;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            required = true,
            converter = Moment.class,
            description = "Events since then: 2h (ago), 2026-11-25T10:00Z.")
    private Instant since;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    RepublishEvents(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        if (!yes) {
            shippy.output().summary(List.of(new Line("since", Text.time(since))));
            shippy.note("Nothing was republished; --yes republishes the events of all accounts and consignments.");
            return ExitCode.OK;
        }
        List<Scheduled> scheduled = new ArrayList<>();
        try (Session session = shippy.connect()) {
            scheduled.add(users(session));
            scheduled.add(consignments(session));
        } finally {
            // Also what one service does when the other refuses.
            if (!scheduled.isEmpty()) {
                shippy.output().table(scheduled, COLUMNS, json(scheduled));
            }
        }
        return ExitCode.OK;
    }

    private Scheduled users(Session session) {
        var request = dev.shippy.contracts.user.v1.RepublishRequest.newBuilder()
                .setSince(since.toEpochMilli())
                .build();
        return new Scheduled(
                Services.USER,
                session.call(UserService.REPUBLISH_EVENTS, request).getScheduled(),
                "events");
    }

    private Scheduled consignments(Session session) {
        var request = dev.shippy.contracts.consignment.v1.RepublishRequest.newBuilder()
                .setSince(since.toEpochMilli())
                .build();
        return new Scheduled(
                Services.CONSIGNMENT,
                session.call(ShippingService.REPUBLISH_EVENTS, request).getScheduled(),
                "consignments");
    }

    private static JsonObject json(List<Scheduled> scheduled) {
        JsonArray list = new JsonArray();
        scheduled.forEach(one -> list.add(new JsonObject()
                .put("service", one.service())
                .put("scheduled", one.count())
                .put("unit", one.unit())));
        return new JsonObject().put("republished", list);
    }
}
