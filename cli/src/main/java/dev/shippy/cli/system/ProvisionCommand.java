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
            "Creates the streams and consumers that the services use, and the services' users"
                    + " in MongoDB, each with rights on its own collections only. For operators.",
            "Existing ones are kept, changed if that loses nothing, or refused. The command"
                    + " may be repeated at any time. `up` runs it by itself.",
            "",
            "Creates the users in MongoDB only if MONGO_ROOT_URL is set to the administrator's"
                    + " connection string; no service uses that login. The users' passwords are"
                    + " VESSEL_MONGO_PASSWORD and CONSIGNMENT_MONGO_PASSWORD. A changed password"
                    + " replaces the old one."
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

    /** If one server is unavailable, the other one is provisioned nevertheless. */
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
        if (mongoUsers().isEmpty()) {
            shippy.note("The users in MongoDB were not created: set " + MongoUsers.ROOT_URL + " to create them.");
        }
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
        Optional<MongoUsers> users = mongoUsers();
        if (users.isEmpty()) {
            return List.of();
        }
        try {
            return users.get().provision(shippy.timeout());
        } catch (ServiceException refused) {
            throw refused.code() == ErrorCode.UNAVAILABLE ? refused : new FailureException(refused.sentence(), refused);
        }
    }

    private Optional<MongoUsers> mongoUsers() {
        return MongoUsers.from(shippy.host().environment());
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
