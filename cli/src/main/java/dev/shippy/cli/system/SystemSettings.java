package dev.shippy.cli.system;

import dev.shippy.cli.UsageException;
import dev.shippy.contracts.NatsUser;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.embedded.Passwords;
import dev.shippy.runtime.ConfigurationException;
import dev.shippy.runtime.Environment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings of a whole system, checked before any part of it is started. */
final class SystemSettings {

    /** The levels of logback, which treats anything else as DEBUG. */
    private static final Pattern LOG_LEVELS =
            Pattern.compile("OFF|ERROR|WARN|INFO|DEBUG|TRACE|ALL", Pattern.CASE_INSENSITIVE);

    private SystemSettings() {}

    /** @throws UsageException naming each wrong setting once */
    static void check(Map<String, String> variables) {
        // Services may have different bounds for the same setting: report it once.
        Map<String, String> problems = new LinkedHashMap<>();
        Stream.of(ownProblems(variables), serviceProblems(variables))
                .flatMap(List::stream)
                .forEach(problem -> problems.putIfAbsent(problem.replaceFirst(" and not .*", ""), problem));
        if (!problems.isEmpty()) {
            throw new UsageException(String.join("\n", problems.values()));
        }
    }

    /** Whether an existing NATS, named by NATS_URL, requires this user's password. */
    static boolean needsPassword(NatsUser user) {
        return ServiceSet.uses(user.name()) || user.name().equals(NatsUsers.OPERATOR);
    }

    private static List<String> ownProblems(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        String level = environment.text("LOG_LEVEL", "INFO").strip();
        if (!LOG_LEVELS.matcher(level).matches()) {
            environment.reject("LOG_LEVEL is not one of OFF, ERROR, WARN, INFO, DEBUG and TRACE");
        }
        if (!environment.text("NATS_URL", "").isEmpty()) {
            NatsUsers.all().stream().filter(SystemSettings::needsPassword).forEach(user -> {
                var unused = environment.required(user.passwordVariable());
            });
        }
        return problems(environment::check);
    }

    /** Settings that `up` provides itself get valid placeholders. */
    private static List<String> serviceProblems(Map<String, String> variables) {
        Map<String, String> complete = new HashMap<>(variables);
        String placeholder = Passwords.random();
        complete.put("NATS_PASSWORD", placeholder);
        complete.put("NATS_PUBLIC_PASSWORD", placeholder);
        Environment given = new Environment(variables);
        complete.putAll(Servers.blankPasswords(given));
        complete.put("ADMIN_EMAIL", given.text("ADMIN_EMAIL", AdminLogin.EMAIL));
        complete.put("ADMIN_PASSWORD", given.text("ADMIN_PASSWORD", placeholder));
        List<String> problems = new ArrayList<>();
        ServiceSet.readers(() -> new Environment(complete)).forEach(read -> problems.addAll(problems(read)));
        return problems;
    }

    private static List<String> problems(Runnable reading) {
        try {
            reading.run();
            return List.of();
        } catch (ConfigurationException wrong) {
            return wrong.problems();
        }
    }
}
