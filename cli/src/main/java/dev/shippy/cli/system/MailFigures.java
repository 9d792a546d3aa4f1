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
record MailFigures(StatusResponse mails) {

    /** The figures, when the service is among the instances and answers. */
    static Optional<MailFigures> ask(Session session, List<InstanceStatistics> instances) throws InterruptedException {
        boolean runs = instances.stream().anyMatch(instance -> instance.name().equals(Services.EMAIL_SUBSCRIBER));
        if (!runs) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MailFigures(session.call(EmailService.STATUS, StatusRequest.getDefaultInstance())));
        } catch (ServiceException noAnswer) {
            return Optional.empty();
        }
    }

    List<Line> lines() {
        return List.of(new Line(
                "mail",
                mails.getSent() + " sent, " + mails.getWaiting() + " waiting, " + mails.getRetried() + " retried, "
                        + mails.getDead() + (mails.getDead() == 1 ? " dead letter" : " dead letters")
                        + unfiled()
                        + "; the SMTP server is " + (mails.getReachable() ? "reachable" : "not reachable")));
    }

    private String unfiled() {
        return mails.getUnfiled() == 0
                ? ""
                : ", of which " + mails.getUnfiled() + " wait for room in the stream DEAD_LETTERS";
    }

    JsonObject json() {
        return new JsonObject()
                .put("sent", mails.getSent())
                .put("waiting", mails.getWaiting())
                .put("retried", mails.getRetried())
                .put("dead", mails.getDead())
                .put("unfiled", mails.getUnfiled())
                .put("skipped", mails.getSkipped())
                .put("claimed", mails.getClaimed())
                .put("reachable", mails.getReachable());
    }
}
