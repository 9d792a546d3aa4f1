package dev.shippy.cli.system;

import dev.shippy.cli.Column;
import dev.shippy.cli.ExitCode;
import dev.shippy.cli.FailureException;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.ProvisioningStep;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

@Command(
        name = "provision",
        description = {
            "Makes the streams and consumers that the services use, and their users in"
                    + " MongoDB, each with rights on its own collections only. For operators.",
            "What is there is left as it is, changed where that loses nothing, and"
                    + " refused otherwise; it may be repeated freely. `up` does it by itself.",
            "",
            "MongoDB's users are made where MONGO_ROOT_URL names the login of its"
                    + " administrator, with the passwords of VESSEL_MONGO_PASSWORD and"
                    + " CONSIGNMENT_MONGO_PASSWORD. No service uses that login. Other"
                    + " passwords than before take the place of the old ones."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shippy provision",
            "  shippy provision --server nats://operator:PASSWORD@host:4222",
            "  export MONGO_ROOT_URL='mongodb://root:PASSWORD@host/shippy?authSource=admin'",
            "  export VESSEL_MONGO_PASSWORD=... CONSIGNMENT_MONGO_PASSWORD=...",
            "  shippy provision --timeout 30s"
        })
public final class ProvisionCommand implements Callable<Integer> {

    private static final List<Column<ProvisioningStep>> COLUMNS = List.of(
            new Column<>("NAME", ProvisioningStep::name),
            new Column<>("RESULT", ProvisionCommand::result),
            new Column<>("CHANGES", ProvisioningStep::changes));

    private final Shippy shippy;
    private final List<ProvisioningStep> steps = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();

    ProvisionCommand(Shippy shippy) {
        this.shippy = shippy;
    }

    /** A server that is away keeps nobody from the other one. */
    @Override
    public Integer call() {
        attempt(this::streams);
        attempt(this::users);
        if (!steps.isEmpty()) {
            shippy.output().table(steps, COLUMNS, json(steps));
        }
        failures.stream().skip(1).forEach(failure -> shippy.note(failure.getMessage() + "."));
        failures.stream().findFirst().ifPresent(first -> {
            throw first;
        });
        return ExitCode.OK;
    }

    private void attempt(Supplier<List<ProvisioningStep>> part) {
        try {
            steps.addAll(part.get());
        } catch (RuntimeException failure) {
            failures.add(failure);
        }
    }

    private List<ProvisioningStep> streams() {
        try (Session session = shippy.connectAsOperator()) {
            return session.provision();
        }
    }

    private List<ProvisioningStep> users() {
        Optional<MongoUsers> users = MongoUsers.from(shippy.host().environment());
        if (users.isEmpty()) {
            shippy.note("MongoDB's users were not made: " + MongoUsers.ROOT_URL + " does not name its administrator.");
            return List.of();
        }
        try {
            return users.get().provision(shippy.timeout());
        } catch (ServiceException refused) {
            throw refused.code() == ErrorCode.UNAVAILABLE ? refused : new FailureException(refused.sentence(), refused);
        }
    }

    private static JsonObject json(List<ProvisioningStep> steps) {
        JsonArray list = new JsonArray();
        steps.forEach(step -> list.add(new JsonObject()
                .put("name", step.name())
                .put("result", result(step))
                .put("changes", step.changes())));
        return new JsonObject().put("steps", list);
    }

    private static String result(ProvisioningStep step) {
        return step.result().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
