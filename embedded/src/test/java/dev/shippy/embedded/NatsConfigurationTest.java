package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NatsConfigurationTest {

    private static final Pattern USER = Pattern.compile(
            "\\{ user: (\\S+), password: \\$(\\S+), permissions: \\{\\s*publish: \\{ (.*?) }\\s*subscribe: \\{ (.*?) }\\s*} }",
            Pattern.DOTALL);
    private static final Pattern LIST = Pattern.compile("(allow|deny): \\[(.*?)]", Pattern.DOTALL);
    private static final Pattern SUBJECT = Pattern.compile("\"([^\"]+)\"");

    @Test
    void permitsExactlyTheRowsOfTheTable() throws IOException {
        assertEquals(Set.of(), without(rendered(), table()), "permitted and not in permissions.txt");
        assertEquals(Set.of(), without(table(), rendered()), "in permissions.txt and not permitted");
    }

    @Test
    void givesNobodyTheRightToAnswerAnySubject() {
        assertFalse(NatsConfiguration.text().contains("allow_responses"));
    }

    private static Set<String> without(Set<String> rows, Set<String> others) {
        Set<String> rest = new TreeSet<>(rows);
        rest.removeAll(others);
        return rest;
    }

    @Test
    void takesEveryPasswordFromItsOwnVariable() {
        List<String> variables = USER.matcher(NatsConfiguration.text())
                .results()
                .map(user -> user.group(2))
                .toList();
        assertEquals(11, Set.copyOf(variables).size());
        assertTrue(variables.contains("EMAIL_SUBSCRIBER_PUBLIC_NATS_PASSWORD"));
        assertTrue(NatsPasswords.random().environment().keySet().containsAll(variables));
    }

    @Test
    void syncsAlwaysOnlyWhereItIsAskedTo() {
        assertFalse(NatsConfiguration.text().contains("sync_interval"));
        assertTrue(NatsConfiguration.textThatSyncsAlways().contains("sync_interval: always"));
    }

    private static Set<String> rendered() {
        Set<String> rows = new TreeSet<>();
        USER.matcher(NatsConfiguration.text()).results().forEach(user -> {
            rows(user, user.group(3), "publish", "deny").forEach(rows::add);
            rows(user, user.group(4), "subscribe", "subscribe-deny").forEach(rows::add);
        });
        return rows;
    }

    private static Stream<String> rows(MatchResult user, String lists, String allow, String deny) {
        return LIST.matcher(lists)
                .results()
                .flatMap(list -> SUBJECT.matcher(list.group(2))
                        .results()
                        .map(subject -> user.group(1) + " " + (list.group(1).equals("allow") ? allow : deny) + " "
                                + subject.group(1)));
    }

    private static Set<String> table() throws IOException {
        try (var stream = Objects.requireNonNull(NatsConfigurationTest.class.getResourceAsStream("permissions.txt"))) {
            Set<String> rows = new TreeSet<>();
            new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(rows::add);
            return rows;
        }
    }
}
