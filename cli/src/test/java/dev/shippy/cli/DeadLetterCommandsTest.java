package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterCommandsTest {

    private static final byte[] BODY = {1, 2, 3};

    @TempDir
    Path folder;

    private final FakeSystem system = new FakeSystem();
    private Person person;

    @BeforeEach
    void enter() {
        person = new Person(system, folder);
    }

    @Test
    void listsDeadLettersWithTheirReasons() {
        letter("e1", Map.of());
        letter("e2", Map.of("Dead-Letter-Reason", "550 no such user"));

        Person.Result table = person.run("dead-letter", "list");
        Person.Result json = person.run("dead-letter", "list", "--last", "1", "-o", "json");

        List<String> lines = table.out().lines().toList();
        assertEquals(3, lines.size(), table.out());
        assertTrue(lines.get(0).startsWith("  SEQ  TIME "), lines.get(0));
        assertTrue(lines.get(0).endsWith("  DELIVERIES  REASON"), lines.get(0));
        assertTrue(lines.get(2).startsWith("    2  2026-11-25T10:00:02Z  user.created "), lines.get(2));
        assertTrue(lines.get(2).endsWith("           7  550 no such user"), lines.get(2));
        JsonObject letter =
                new JsonObject(json.out()).getJsonArray("dead_letters").getJsonObject(0);
        assertEquals("e2", letter.getString("event"));
        assertEquals("550 no such user", letter.getString("reason"));
        assertEquals("EVENTS", letter.getString("stream"));
        assertEquals(12, letter.getInteger("sequence"));
    }

    @Test
    void showsOne() {
        letter("e1", Map.of());

        Person.Result result = person.run("dead-letter", "show", "1");

        assertTrue(result.out().contains("\nDead-Letter-Reason: garbage\n"), result.out());
        assertTrue(result.out().contains("\nbody: 01 02 03 (3 bytes)\n"), result.out());
        assertEquals(5, person.run("dead-letter", "show", "2").code());
    }

    @Test
    void redrivesThoseThatAreNamedAndDropsThem() {
        letter("e1", Map.of());
        letter("e2", Map.of());
        letter("e3", Map.of());

        Person.Result result = person.run("dead-letter", "redrive", "1", "3");

        assertEquals("redriven: 2\n", result.out());
        assertEquals(
                List.of("redrive-1", "redrive-3"),
                system.streams.copies.stream().map(FakeStreams.Copy::id).toList());
        assertArrayEquals(BODY, system.streams.copies.get(0).message().body());
        assertEquals(List.of(2), left());
    }

    @Test
    void saysHowManyItRedroveBeforeOneThatIsNotThere() {
        letter("e1", Map.of());

        Person.Result result = person.run("dead-letter", "redrive", "1", "9");

        assertEquals(5, result.code());
        assertEquals("redriven: 1\n", result.out());
        assertTrue(result.errors().startsWith("There is no dead letter 9"), result.errors());
    }

    @Test
    void keepsALetterWhoseCopyIsNotStored() {
        letter("e1", Map.of());
        system.streams.refusal = ServiceException.unavailable("The stream REDELIVER does not acknowledge", null);
        system.streams.copiesBeforeRefusal = 0;

        Person.Result result = person.run("dead-letter", "redrive", "1");

        assertEquals(7, result.code());
        assertEquals("redriven: 0\n", result.out());
        assertEquals(List.of(1), left());
    }

    @Test
    void redrivesAllOnlyWhenItIsTold() {
        letter("e1", Map.of());
        letter("e2", Map.of());

        Person.Result dry = person.run("dead-letter", "redrive", "--all");
        assertEquals("dead_letters: 2\n", dry.out());
        assertEquals("Nothing was redriven; --yes does it.\n", dry.errors());
        assertEquals(List.of(1, 2), left());

        Person.Result result = person.run("dead-letter", "redrive", "--all", "--yes");
        assertEquals("redriven: 2\nleft: 0\n", result.out());
        assertEquals(0, result.code());
        assertEquals(List.of(), left());
    }

    @Test
    void takesABodyThatWasTooLargeFromTheOriginal() {
        byte[] large = new byte[1_000_000];
        system.streams.add(EventStream.REDELIVER, "redeliver.email-subscriber", Map.of("ce-id", "e1"), large);
        letter(
                "e1",
                Map.of(
                        "Dead-Letter-Body-Bytes",
                        "1000000",
                        "Dead-Letter-Stream",
                        "REDELIVER",
                        "Dead-Letter-Sequence",
                        "1"));

        assertEquals(0, person.run("dead-letter", "redrive", "1").code());

        assertEquals(1_000_000, system.streams.copies.get(0).message().body().length);
        assertEquals("redrive-1", system.streams.copies.get(0).id());
    }

    @Test
    void keepsWhatCannotBeRedrivenAndGoesOn() {
        system.streams.add(EventStream.EVENTS, "user.created", Map.of("ce-id", "another"), BODY);
        letter("gone", Map.of("Dead-Letter-Body-Bytes", "1000000", "Dead-Letter-Sequence", "7"));
        letter("other", Map.of("Dead-Letter-Body-Bytes", "1000000", "Dead-Letter-Sequence", "1"));
        letter("fine", Map.of());

        Person.Result result = person.run("dead-letter", "redrive", "--all", "--yes");

        assertEquals(1, result.code());
        assertEquals("redriven: 1\nleft: 2\n", result.out());
        assertTrue(
                result.errors()
                        .startsWith("The dead letter 1 is without its body, which was too large, and the event is no"
                                + " longer in its stream.\n"),
                result.errors());
        assertEquals(List.of(1, 2), left());
        assertEquals(6, person.run("dead-letter", "redrive", "1").code());
    }

    @Test
    void purgesOnlyWhenItIsTold() {
        letter("e1", Map.of());
        letter("e2", Map.of());

        Person.Result dry = person.run("dead-letter", "purge");
        assertEquals("dead_letters: 2\n", dry.out());
        assertEquals("Nothing was dropped; --yes does it.\n", dry.errors());

        assertEquals("purged: 2\n", person.run("dead-letter", "purge", "--yes").out());
        assertEquals(List.of(), left());
        assertEquals(
                "{\n  \"purged\" : 0\n}\n",
                person.run("dead-letter", "purge", "--yes", "-o", "json").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"redrive", "redrive --yes", "redrive 1 --all", "redrive x", "show", "show 0", "list --last 0"})
    void refusesWrongUsage(String arguments) {
        letter("e1", Map.of());

        Person.Result result = person.run(List.of("dead-letter"), arguments.split(" "));

        assertEquals(2, result.code());
        assertTrue(system.streams.copies.isEmpty());
    }

    private void letter(String eventId, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "Nats-Msg-Id", "EVENTS-12-email-subscriber",
                "Dead-Letter-Reason", "garbage",
                "Dead-Letter-Consumer", "email-subscriber",
                "Dead-Letter-Stream", "EVENTS",
                "Dead-Letter-Sequence", "12",
                "Dead-Letter-Subject", "user.created",
                "Dead-Letter-Deliveries", "7",
                "ce-id", eventId));
        headers.putAll(more);
        system.streams.add(
                EventStream.DEAD_LETTERS,
                "dead-letter.email-subscriber",
                headers,
                more.containsKey("Dead-Letter-Body-Bytes") ? new byte[0] : BODY);
    }

    private List<Integer> left() {
        return new JsonObject(person.run("dead-letter", "list", "-o", "json").out())
                .getJsonArray("dead_letters").stream()
                        .map(letter -> ((JsonObject) letter).getInteger("seq"))
                        .toList();
    }
}
