package dev.shippy.cli.system;

import dev.shippy.cli.Column;
import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.nats.InstanceStatistics;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = {
            "Shows each service: instances, requests, errors, mean time.",
            "With the operator's address, and for what `up` runs here, also the figures of the mails."
        })
public final class StatusCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final List<Column<ServiceFigures>> COLUMNS = List.of(
            new Column<>("SERVICE", ServiceFigures::name),
            new Column<>("INSTANCES", ServiceFigures::instances),
            new Column<>("REQUESTS", ServiceFigures::requests),
            new Column<>("ERRORS", ServiceFigures::errors),
            new Column<>("MEAN", ServiceFigures::shownMean));

    private final Shippy shippy;

    StatusCommand(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<InstanceStatistics> instances;
        Optional<MailFigures> mail;
        try (Session session = shippy.connectAsOperator()) {
            instances = session.statistics(PATIENCE);
            mail = shippy.hasOperator() ? MailFigures.ask(session, instances) : Optional.empty();
        }
        if (instances.isEmpty()) {
            throw ServiceException.unavailable("NATS answers, but no service is running", null);
        }
        List<ServiceFigures> services = ServiceFigures.of(instances);
        JsonObject document = ServiceFigures.json(services);
        mail.ifPresent(figures -> document.put("mail", figures.json()));
        shippy.output().table(services, COLUMNS, document);
        mail.ifPresent(figures -> shippy.output().lines(figures.lines()));
        services.stream()
                .filter(service -> service.instances() == 0)
                .forEach(service -> shippy.note("No " + service.name() + " service is running."));
        return ExitCode.OK;
    }
}
