package dev.shippy.cli.system;

import dev.shippy.cli.Column;
import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.runtime.nats.Provisioning.Step;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "provision",
        description = {
            "Makes the streams and consumers that the services use. For operators.",
            "What is there is left as it is, changed where that loses nothing, and"
                    + " refused otherwise; it may be repeated freely. `up` does it by itself."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shippy provision", "  shippy provision --server nats://operator:PASSWORD@host:4222"})
public final class ProvisionCommand implements Callable<Integer> {

    private static final List<Column<Step>> COLUMNS = List.of(
            new Column<>("NAME", Step::name),
            new Column<>("RESULT", ProvisionCommand::result),
            new Column<>("CHANGES", Step::changes));

    private final Shippy shippy;

    ProvisionCommand(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        try (Session session = shippy.connectAsOperator()) {
            List<Step> steps = session.provision();
            shippy.output().table(steps, COLUMNS, json(steps));
        }
        return ExitCode.OK;
    }

    private static JsonObject json(List<Step> steps) {
        JsonArray list = new JsonArray();
        steps.forEach(step -> list.add(new JsonObject()
                .put("name", step.name())
                .put("result", result(step))
                .put("changes", step.changes())));
        return new JsonObject().put("steps", list);
    }

    private static String result(Step step) {
        return step.result().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
