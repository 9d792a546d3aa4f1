package dev.shippy.cli.system;

import dev.shippy.cli.Line;
import dev.shippy.cli.Session;
import dev.shippy.contracts.EmailService;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.email.v1.StatusRequest;
import dev.shippy.contracts.email.v1.StatusResponse;
import dev.shippy.runtime.nats.InstanceStatistics;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What became of the mails. */
final class MailFigures {

    private MailFigures() {}

    /** The figures, when the service is among the instances and answers. */
    static Optional<StatusResponse> ask(Session session, List<InstanceStatistics> instances) {
        boolean runs = instances.stream().anyMatch(instance -> instance.name().equals(Services.EMAIL_SUBSCRIBER));
        if (!runs) {
            return Optional.empty();
        }
        try {
            return Optional.of(session.call(EmailService.STATUS, StatusRequest.getDefaultInstance()));
        } catch (ServiceException noAnswer) {
            return Optional.empty();
        }
    }

    static List<Line> lines(StatusResponse figures) {
        return List.of(new Line(
                "mail",
                figures.getSent() + " sent, " + figures.getWaiting() + " waiting, " + figures.getRetried()
                        + " retried, " + figures.getDead() + " dead; the SMTP server is "
                        + (figures.getReachable() ? "reachable" : "not reachable")));
    }

    static JsonObject json(StatusResponse figures) {
        return new JsonObject()
                .put("sent", figures.getSent())
                .put("waiting", figures.getWaiting())
                .put("retried", figures.getRetried())
                .put("dead", figures.getDead())
                .put("skipped", figures.getSkipped())
                .put("claimed", figures.getClaimed())
                .put("reachable", figures.getReachable());
    }
}
