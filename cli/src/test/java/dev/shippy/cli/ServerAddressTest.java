package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerAddressTest {

    @TempDir
    Path folder;

    private final FakeSystem system = new FakeSystem().always(VesselService.GET, Response.getDefaultInstance());
    private Person person;

    @BeforeEach
    void nothingNamed() {
        person = new Person(system, folder).with("NATS_URL", "");
    }

    @Test
    void isTheUsualOneWhenNothingNamesAnother() {
        assertEquals("nats://127.0.0.1:4222", asked());
    }

    @Test
    void isThatOfTheSystemThatRunsHereAsACustomer() throws IOException {
        Files.writeString(folder.resolve("operator.url"), "nats://operator:secret@127.0.0.1:4567\n");
        person.state().noteRunningSystem(folder);

        assertEquals("nats://127.0.0.1:4567", asked());
    }

    @Test
    void isThatOfTheOperatorForCommandsOfOperatorsAlone() throws IOException {
        Files.writeString(folder.resolve("operator.url"), "nats://operator:secret@127.0.0.1:4567\n");
        person.state().noteRunningSystem(folder);

        for (String command : List.of("event list", "dead-letter list", "provision", "status", "event show 1")) {
            person.run(command.split(" "));
            assertEquals("nats://operator:secret@127.0.0.1:4567", last(), command);
        }
        person.run("event", "republish", "--since=1h", "--timeout=50ms", "--yes");
        assertEquals("nats://127.0.0.1:4567", last());
        person.run("event", "list", "--server", "nats://bench:b@other:4222");
        assertEquals("nats://bench:b@other:4222", last());
        person.with("NATS_URL", "other:1234");
        person.run("event", "list");
        assertEquals("nats://other:1234", last());
    }

    @Test
    void isTheUsualOneWhenTheSystemsFolderIsGone() {
        person.state().noteRunningSystem(folder.resolve("gone"));

        assertEquals("nats://127.0.0.1:4222", asked());
    }

    @Test
    void isNamedByTheOptionBeforeTheVariable() {
        person.with("NATS_URL", "nats://elsewhere:4222");

        assertEquals("nats://elsewhere:4222", asked());
        assertEquals("nats://here:4222", asked("--server", "here:4222"));
        assertEquals("nats://here:4222", asked("--server=nats://here:4222"));
    }

    @Test
    void mayBeAListOfServersOfAnyName() {
        assertEquals("nats://my_nats:1,127.0.0.1:2", asked("--server", "nats://my_nats:1,nats://127.0.0.1:2/"));
        assertEquals("tls://u:a%2Bb@host", asked("--server", "tls://u:a+b@host"));
    }

    @Test
    void isRefusedWithoutItsPassword() {
        Person.Result result = person.run("vessel", "get", "a", "--server", "nats://operator:secret#x@host:4222");

        assertEquals(2, result.code());
        assertTrue(result.errors().contains("contains #, which must be percent-encoded as %23"), result.errors());
        assertFalse(result.errors().contains("secret"), result.errors());
    }

    @Test
    void isRefusedWhenItIsNone() {
        Person.Result result = person.run("vessel", "get", "a", "--server", "nats://");

        assertEquals(2, result.code());
        assertTrue(result.errors().startsWith("The server's address is wrong: the host is missing; "), result.errors());
    }

    @Test
    void forgetsOnlyItsOwnSystem() {
        Path mine = folder.resolve("mine");
        StateDirectory state = person.state();
        state.noteRunningSystem(mine);

        state.forgetRunningSystem(folder.resolve("other"));
        assertEquals(mine, state.runningSystem().orElseThrow());

        state.forgetRunningSystem(mine);
        assertTrue(state.runningSystem().isEmpty());
    }

    private String asked(String... options) {
        Person.Result result = person.run(List.of("vessel", "get", "a", "--token=t"), options);
        assertEquals(0, result.code(), result.errors());
        return last();
    }

    private String last() {
        return system.servers.get(system.servers.size() - 1);
    }
}
