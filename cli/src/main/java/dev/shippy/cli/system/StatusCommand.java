package dev.shippy.cli.system;

import dev.shippy.cli.Column;
import dev.shippy.cli.ExitCode;
import dev.shippy.cli.OutputFormat;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "status",
        description = {
            "Shows each service: instances, requests, refusals, errors, mean time.",
            "Exits with 7 and the reason when a service or one of its dependencies is unavailable.",
            "With the operator's address, and for what `up` runs here, also the mail figures."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shippy status", "  shippy status --server nats://operator:PASSWORD@host:4222"})
public final class StatusCommand implements Callable<Integer> {

    private static final List<Column<ServiceFigures>> COLUMNS = List.of(
            new Column<>("SERVICE", ServiceFigures::name),
            new Column<>("INSTANCES", ServiceFigures::instances),
            new Column<>("REQUESTS", ServiceFigures::requests),
            new Column<>("REFUSED", ServiceFigures::refused),
            new Column<>("ERRORS", ServiceFigures::errors),
            new Column<>("MEAN", ServiceFigures::shownMean));

    private final Shippy shippy;

    StatusCommand(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        SystemStatus status = ask();
        shippy.output().table(status.services(), COLUMNS, status.json());
        status.mail().ifPresent(figures -> shippy.output().lines(figures.lines()));
        status.problems().forEach(problem -> shippy.note(problem.endsWith(".") ? problem : problem + "."));
        return status.problems().isEmpty() ? ExitCode.OK : ExitCode.UNAVAILABLE;
    }

    private SystemStatus ask() {
        try (Session session = shippy.connectAsOperator()) {
            return SystemStatus.ask(session, shippy.hasOperator());
        } catch (ServiceException failure) {
            boolean isJson = shippy.format(OutputFormat.TABLE) == OutputFormat.JSON;
            if (!isJson || failure.code() != ErrorCode.UNAVAILABLE) {
                throw failure;
            }
            // With JSON output, print a document even if nothing answers.
            return SystemStatus.unreachable(failure.sentence(), shippy.hasOperator());
        }
    }
}
