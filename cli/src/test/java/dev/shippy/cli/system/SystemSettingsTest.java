package dev.shippy.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemSettingsTest {

    /** Neither an address nor a number, and too short for a password. */
    private static final String GARBAGE = "?";

    /** Any text is valid; `up` makes the passwords of its own servers and ignores the last two. */
    private static final Set<String> FREE = Set.of(
            "TOKEN_ISSUER",
            "TOKEN_AUDIENCE",
            "NATS_PASSWORD",
            "NATS_PUBLIC_PASSWORD",
            "PG_PASSWORD",
            "SMTP_PASSWORD",
            "EVENT_LOOP_LIMIT",
            "HEALTH_FILE");

    @Test
    void takesNoSettingsAtAll() {
        SystemSettings.check(Map.of());
    }

    @ParameterizedTest
    @MethodSource("documented")
    void namesEveryDocumentedSettingThatIsWrong(String variable) {
        List<String> problems = problems(Map.of(variable, GARBAGE));

        assertTrue(
                problems.stream().anyMatch(problem -> problem.matches("(?s)" + variable + "\\b.*")),
                problems::toString);
        assertEquals(Set.copyOf(problems).size(), problems.size(), problems::toString);
    }

    @Test
    void namesAllWrongSettingsOnce() throws IOException {
        Map<String, String> all = documented().collect(Collectors.toMap(name -> name, name -> GARBAGE));

        List<String> problems = problems(all);

        for (String variable : all.keySet()) {
            assertEquals(
                    1,
                    problems.stream()
                            .filter(problem -> problem.matches(variable + "\\b.*"))
                            .count(),
                    variable + problems);
        }
    }

    @Test
    void takesAnAddressOrAPasswordOfTheAdminAlone() {
        SystemSettings.check(Map.of("ADMIN_EMAIL", "root@example.org"));
        SystemSettings.check(Map.of("ADMIN_PASSWORD", "a long password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMTP", "PG"})
    void ignoresThePasswordOfAServerThatIsNotNamed(String server) {
        String scheme = server.equals("PG") ? "postgresql" : "smtp";
        SystemSettings.check(Map.of(server + "_PASSWORD", "s3cret"));
        SystemSettings.check(Map.of(server + "_PASSWORD", "s3cret", server + "_URL", ""));

        List<String> problems =
                problems(Map.of(server + "_PASSWORD", "s3cret", server + "_URL", scheme + "://host.example/"));
        assertTrue(
                problems.contains(server + "_PASSWORD is set, but " + server + "_URL names no user"),
                problems::toString);
    }

    @Test
    void requiresThePasswordsOfAnExistingNats() {
        Map<String, String> variables = new HashMap<>(Map.of("NATS_URL", "nats://127.0.0.1:1"));

        List<String> missing = problems(variables);
        assertTrue(missing.contains("OPERATOR_NATS_PASSWORD is missing"), missing::toString);
        assertTrue(missing.contains("VESSEL_PUBLIC_NATS_PASSWORD is missing"), missing::toString);
        assertFalse(missing.contains("NATS_PASSWORD is missing"), missing::toString);

        missing.forEach(problem -> variables.put(problem.replace(" is missing", ""), "aPassword1"));
        SystemSettings.check(variables);
    }

    private static List<String> problems(Map<String, String> variables) {
        UsageException refused = assertThrows(UsageException.class, () -> SystemSettings.check(variables));
        return String.valueOf(refused.getMessage()).lines().toList();
    }

    /** The first column of README's table of the services' settings. */
    static Stream<String> documented() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "README.md"));
        int first = lines.indexOf("| variable | for | default | meaning |") + 2;
        Pattern variable = Pattern.compile("`([A-Z_]+)`");
        Set<String> names = lines.stream()
                .skip(first)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> variable.matcher(cell).results())
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(names.size() > 40, names::toString);
        assertTrue(names.removeAll(FREE));
        return names.stream();
    }
}
