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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The mail figures of `status`.
 *
 * @param mails as reported by the mail service; empty if it does not answer
 * @param unknown why it does not answer
 * @param untold events in the outboxes, not published yet
 * @param hasMore whether there may be more untold events
 */
record MailFigures(Optional<StatusResponse> mails, String unknown, long untold, boolean hasMore) {

    private static final Duration LIMIT = Duration.ofMillis(1_200);
    private static final List<String> WITH_OUTBOX = List.of(Services.USER, Services.CONSIGNMENT);

    static MailFigures ask(Session session, List<InstanceStatistics> instances) {
        boolean runs = instances.stream().anyMatch(instance -> instance.name().equals(Services.EMAIL_SUBSCRIBER));
        if (!runs) {
            return unknown("no " + Services.EMAIL_SUBSCRIBER + " service is running");
        }
        try {
            StatusResponse mails = session.once(EmailService.STATUS, StatusRequest.getDefaultInstance(), LIMIT);
            return new MailFigures(Optional.of(mails), "", untold(instances), hasMore(instances));
        } catch (ServiceException noAnswer) {
            return unknown(noAnswer.sentence());
        }
    }

    static MailFigures unknown(String why) {
        return new MailFigures(Optional.empty(), why, 0, true);
    }

    Stream<String> problems() {
        return mails.map(known -> known.getReachable()
                        ? Stream.<String>of()
                        : Stream.of(Services.EMAIL_SUBSCRIBER + ": The SMTP server does not answer"))
                .orElseGet(() -> Stream.of("The mail figures are unknown: " + unknown));
    }

    List<Line> lines() {
        return List.of(new Line("mail", mails.map(this::inWords).orElse("unknown: " + unknown)));
    }

    private static String unfiled(StatusResponse known) {
        return known.getUnfiled() == 0
                ? ""
                : ", of which " + known.getUnfiled() + " wait for room in the stream DEAD_LETTERS";
    }

    JsonObject json() {
        return mails.map(this::json).orElseGet(() -> new JsonObject().put("unknown", unknown));
    }

    private String inWords(StatusResponse known) {
        return known.getSent() + " sent, " + (hasMore ? "at least " : "") + waiting(known) + " waiting, "
                + known.getRetried() + " retried, "
                + known.getDead() + (known.getDead() == 1 ? " dead letter" : " dead letters")
                + unfiled(known)
                + "; the SMTP server is " + (known.getReachable() ? "reachable" : "not reachable");
    }

    private JsonObject json(StatusResponse known) {
        return new JsonObject()
                .put("sent", known.getSent())
                .put("waiting", waiting(known))
                .put("more_waiting", hasMore)
                .put("retried", known.getRetried())
                .put("dead", known.getDead())
                .put("unfiled", known.getUnfiled())
                .put("skipped", known.getSkipped())
                .put("claimed", known.getClaimed())
                .put("reachable", known.getReachable());
    }

    private long waiting(StatusResponse known) {
        return known.getWaiting() + untold;
    }

    private static long untold(List<InstanceStatistics> instances) {
        return WITH_OUTBOX.stream()
                .mapToLong(service -> counted(service, instances).orElse(0))
                .sum();
    }

    private static boolean hasMore(List<InstanceStatistics> instances) {
        return WITH_OUTBOX.stream()
                .anyMatch(service -> counted(service, instances).isEmpty() || isCutOff(service, instances));
    }

    /** All instances of a service count the same outbox. */
    private static OptionalLong counted(String service, List<InstanceStatistics> instances) {
        return of(service, instances)
                .flatMapToLong(instance -> instance.health().waiting().stream())
                .max();
    }

    private static boolean isCutOff(String service, List<InstanceStatistics> instances) {
        return of(service, instances)
                .filter(instance -> instance.health().waiting().isPresent())
                .anyMatch(instance -> instance.health().hasMore());
    }

    private static Stream<InstanceStatistics> of(String service, List<InstanceStatistics> instances) {
        return instances.stream().filter(instance -> instance.name().equals(service));
    }
}
