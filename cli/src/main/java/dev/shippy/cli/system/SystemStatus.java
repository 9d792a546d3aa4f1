package dev.shippy.cli.system;

import dev.shippy.cli.Session;
import dev.shippy.cli.Text;
import dev.shippy.runtime.nats.InstanceStatistics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The status of a system.
 *
 * @param mail only for an operator
 * @param problems one sentence without a full stop for each unavailable part; empty if there is none
 */
record SystemStatus(List<ServiceFigures> services, Optional<MailFigures> mail, List<String> problems) {

    /** Longer than an instance needs to detect that a dependency does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    static SystemStatus ask(Session session, boolean asOperator) {
        List<InstanceStatistics> instances = session.statistics(Set.copyOf(ServiceFigures.EXPECTED), PATIENCE);
        List<ServiceFigures> services = ServiceFigures.of(instances);
        Optional<MailFigures> mail = asOperator ? Optional.of(MailFigures.ask(session, instances)) : Optional.empty();
        Stream<String> problems = instances.isEmpty()
                ? Stream.of("NATS answers, but no service is running")
                : Stream.concat(
                        services.stream().flatMap(service -> problems(service, instances)),
                        mail.stream().flatMap(MailFigures::problems));
        return new SystemStatus(services, mail, problems.distinct().toList());
    }

    /** The status if NATS does not answer. */
    static SystemStatus unreachable(String why, boolean asOperator) {
        return new SystemStatus(
                ServiceFigures.of(List.of()),
                asOperator ? Optional.of(MailFigures.unknown("NATS does not answer")) : Optional.empty(),
                List.of(why));
    }

    JsonObject json() {
        JsonArray list = new JsonArray();
        services.forEach(service -> list.add(service.json()));
        JsonObject document = new JsonObject().put("services", list);
        mail.ifPresent(figures -> document.put("mail", figures.json()));
        return document.put("problems", new JsonArray(problems));
    }

    private static Stream<String> problems(ServiceFigures service, List<InstanceStatistics> all) {
        if (service.instances() == 0) {
            return Stream.of("No " + service.name() + " service is running");
        }
        List<InstanceStatistics> own = all.stream()
                .filter(instance -> instance.name().equals(service.name()))
                .toList();
        return own.stream()
                .flatMap(instance -> instance.health().problems().stream())
                .distinct()
                .map(problem -> Text.line(service.name() + ": " + problem + share(own, problem)));
    }

    /** How many instances report the problem, unless all do. */
    private static String share(List<InstanceStatistics> instances, String problem) {
        Predicate<InstanceStatistics> saysSo =
                instance -> instance.health().problems().contains(problem);
        long count = instances.stream().filter(saysSo).count();
        return count == instances.size() ? "" : " (" + count + " of " + instances.size() + " instances)";
    }
}
