package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.vessel.v1.Specification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandsTest {

    @TempDir
    Path folder;

    private Person person;

    @BeforeEach
    void loggedIn() {
        person = new Person(new FakeSystem(), folder).loggedIn();
    }

    @Test
    void preparesPayloadsAndAToken() throws Exception {
        Path load = folder.resolve("load");
        Person.Result result = person.run("bench", "prepare", load.toString());

        assertEquals(0, result.code(), result.errors());
        byte[] sample = Specification.newBuilder()
                .setCapacity(3)
                .setMaxWeight(55_000)
                .build()
                .toByteArray();
        assertArrayEquals(sample, Files.readAllBytes(load.resolve("find-available.bin")));
        assertEquals("stored-token\n", Files.readString(load.resolve("token")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(load.resolve("token"))));
        assertTrue(
                result.out()
                        .contains("nats bench service request vessel.v1.FindAvailable --inbox-prefix _INBOX_bench"
                                + " --payload " + load.resolve("find-available.bin")),
                result.out());
        assertTrue(result.out().contains("export NATS_URL=nats://127.0.0.1:4000 NATS_USER=bench"), result.out());
    }

    @Test
    void preparesAgainOverWhatIsThere() {
        String load = folder.resolve("load").toString();
        person.run("bench", "prepare", load);
        assertEquals(0, person.run("bench", "prepare", load).code());
    }

    @Test
    void asksPeopleToLogInFirst() {
        Person.Result result = new Person(new FakeSystem(), folder.resolve("other")).run("bench", "prepare");
        assertEquals(3, result.code());
        assertTrue(result.errors().contains("shippy user login"), result.errors());
    }

    @ParameterizedTest
    @CsvSource({
        "run, --pairs, 0, from 1 to 25",
        "run, --pairs, 26, from 1 to 25",
        "run, --clients, 257, from 1 to 256",
        "run, --clients, -1, from 1 to 256",
        "run, --duration, 2m, from 100ms to 1m",
        "run, --duration, soon, from 100ms to 1m",
        "run, --warm-up, 1h, from 0s to 1m",
        "open, --rate, 0, from 1 to 100000",
        "open, --rate, 100001, from 1 to 100000",
        "open, --limit, 3s, from 1ms to 2s",
        "open, --trial, 0s, from 100ms to 1m",
        "open, --duration, 1h, from 100ms to 1m",
        "overload, --duration, 6m, from 100ms to 5m",
        "overload, --points, 0s, from 100ms to 5m",
        "overload, --warm-up, 1h, from 0s to 5m",
        "store, --vessels, 0, from 1 to 1000",
        "store, --vessels, 1001, from 1 to 1000",
        "store, --clients, 201, from 1 to 200",
        "store, --pairs, 26, from 1 to 25",
        "store, --duration, 2m, from 100ms to 1m",
        "store, --warm-up, 2m, from 0s to 1m",
        "replay, --events, 999, from 1000 to 2000000",
        "replay, --events, 2000001, from 1000 to 2000000",
        "replay, --pairs, 26, from 1 to 25",
        "mail, --rate, 0, from 1 to 100",
        "mail, --rate, 101, from 1 to 100",
        "mail, --duration, 61s, from 1s to 1m",
        "mail, --warm-up, 2m, from 0s to 1m",
        "mail, --bcrypt-cost, 3, from 4 to 16",
        "mail, --bcrypt-cost, 17, from 4 to 16"
    })
    void refusesWhatIsOutOfBounds(String command, String option, String value, String sentence) {
        Person.Result result = person.run("bench", command, option + "=" + value);
        assertEquals(2, result.code());
        assertTrue(result.errors().contains(sentence), result.errors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mix", "sign-up"})
    void refusesToRunWithOnePayloadWhatNeedsMany(String set) {
        Person.Result result = person.run("bench", "run", set);
        assertEquals(2, result.code());
        assertTrue(result.errors().contains("bench open " + set), result.errors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepare", "run", "open", "overload", "store", "replay", "mail"})
    void hasExamples(String command) {
        Person.Result result = person.run("bench", command, "--help");
        assertEquals(0, result.code());
        assertTrue(
                result.out().contains("Examples:") && result.out().contains("shippy bench " + command), result.out());
    }
}
