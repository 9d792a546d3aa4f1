package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.EmailService;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.email.v1.StatusResponse;
import dev.shippy.contracts.user.v1.Key;
import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.ProvisioningStep.Result;
import dev.shippy.runtime.nats.InstanceStatistics;
import dev.shippy.runtime.nats.InstanceStatistics.EndpointFigures;
import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemCommandsTest {

    @TempDir
    Path folder;

    private final FakeSystem system = new FakeSystem();
    private Person person;

    @BeforeEach
    void logIn() {
        person = new Person(system, folder).loggedIn();
    }

    @Test
    void addsUpTheFiguresOfAServicesInstances() {
        system.statistics = List.of(
                instance("vessel", new EndpointFigures("Get", 3, 1, Duration.ofMillis(10))),
                instance("vessel", new EndpointFigures("List", 1, 0, Duration.ofMillis(50))),
                instance("user"));

        Person.Result result = person.run("status");

        assertEquals("""
                SERVICE           INSTANCES  REQUESTS  ERRORS  MEAN
                consignment               0         0       0  -
                email-subscriber          0         0       0  -
                user                      1         0       0  -
                vessel                    2         4       1  20.0 ms
                """, result.out());
        assertEquals("No consignment service is running.\nNo email-subscriber service is running.\n", result.errors());
        assertEquals(0, result.code());
    }

    @Test
    void printsTheFiguresAsJson() {
        system.statistics = List.of(instance("vessel", new EndpointFigures("Get", 2, 1, Duration.ofMillis(10))));

        JsonObject document =
                new JsonObject(person.run("status", "--output=json").out());

        JsonObject vessel = document.getJsonArray("services").getJsonObject(3);
        assertEquals("vessel", vessel.getString("name"));
        assertEquals(1, vessel.getInteger("instances"));
        assertEquals(2, vessel.getInteger("requests"));
        assertEquals(1, vessel.getInteger("errors"));
        assertEquals(10.0, vessel.getDouble("mean_ms"));
    }

    @Test
    void showsAnOperatorWhatBecameOfTheMails() {
        person.with("NATS_URL", "nats://operator:secret@127.0.0.1:4000");
        system.statistics = List.of(instance("email-subscriber"));
        system.always(
                EmailService.STATUS,
                StatusResponse.newBuilder()
                        .setSent(12)
                        .setWaiting(3)
                        .setRetried(2)
                        .setDead(1)
                        .setReachable(true)
                        .build());

        Person.Result table = person.run("status");
        JsonObject mail = new JsonObject(person.run("status", "-o", "json").out()).getJsonObject("mail");

        assertTrue(
                table.out()
                        .endsWith(
                                "\nmail: 12 sent, 3 waiting, 2 retried, 1 dead letter; the SMTP server is reachable\n"),
                table.out());
        assertEquals(12, mail.getInteger("sent"));
        assertEquals(true, mail.getBoolean("reachable"));
    }

    @Test
    void saysThatDeadLettersWaitForRoom() {
        person.with("NATS_URL", "nats://operator:secret@127.0.0.1:4000");
        system.statistics = List.of(instance("email-subscriber"));
        system.always(
                EmailService.STATUS,
                StatusResponse.newBuilder()
                        .setDead(3)
                        .setUnfiled(2)
                        .setReachable(true)
                        .build());

        String out = person.run("status").out();

        assertTrue(out.contains(" 3 dead letters, of which 2 wait for room in the stream DEAD_LETTERS; "), out);
    }

    @Test
    void showsServicesOnlyWhereNobodyTellsOfTheMails() {
        system.statistics = List.of(instance("email-subscriber"));
        String asCustomer = person.run("status").out();
        system.statistics = List.of(instance("vessel"));
        person.with("NATS_URL", "nats://operator:secret@127.0.0.1:4000");
        String withoutSubscriber = person.run("status").out();
        assertTrue(system.asked.isEmpty());

        system.statistics = List.of(instance("email-subscriber"));
        Person.Result silent = person.run("status", "--timeout", "50ms");

        assertEquals(0, silent.code());
        for (String out : List.of(asCustomer, withoutSubscriber, silent.out())) {
            assertFalse(out.contains("mail:"), out);
        }
    }

    @Test
    void saysWhatProvisioningMadeAndChanged() {
        system.steps = List.of(
                new ProvisioningStep("EVENTS", Result.CHANGED, "max_age is 1d, not 30d"),
                new ProvisioningStep("DEAD_LETTERS", Result.MADE, ""),
                new ProvisioningStep("EVENTS email-subscriber", Result.RIGHT_ALREADY, ""));

        Person.Result table = person.run("provision");
        JsonObject document =
                new JsonObject(person.run("provision", "-o", "json").out());

        assertEquals("""
                NAME                     RESULT         CHANGES
                EVENTS                   changed        max_age is 1d, not 30d
                DEAD_LETTERS             made
                EVENTS email-subscriber  right already
                """, table.out());
        assertEquals("changed", document.getJsonArray("steps").getJsonObject(0).getString("result"));
    }

    @Test
    void saysWhyTheUsersOfMongoDbWereNotMade() {
        system.steps = List.of(new ProvisioningStep("EVENTS", Result.MADE, ""));

        Person.Result result = person.run("provision");

        assertEquals(0, result.code());
        assertEquals("The users in MongoDB were not created: set MONGO_ROOT_URL to create them.\n", result.errors());
    }

    @Test
    void endsWith7WhenNothingAnswers() {
        Person.Result result = person.run("status");

        assertEquals(7, result.code());
        assertEquals("NATS answers, but no service is running.\n", result.errors());
    }

    @Test
    void takesGlobalOptionsBeforeAndAfterACommand() {
        system.always(
                VesselService.GET, Response.newBuilder().setVessel(boaty()).build());

        String before =
                person.run("--output", "json", "vessel", "get", "vessel001").out();
        String between = person.run("vessel", "-o", "JSON", "get", "vessel001").out();
        String after = person.run("vessel", "get", "vessel001", "--output=json").out();

        assertEquals(before, between);
        assertEquals(before, after);
        JsonObject vessel = new JsonObject(before).getJsonObject("vessel");
        assertEquals(200_000, vessel.getInteger("max_weight"));
        assertEquals(0, vessel.getInteger("free_weight"));
    }

    @Test
    void showsAVessel() {
        system.always(
                VesselService.FIND_AVAILABLE,
                Response.newBuilder().setVessel(boaty()).build());

        Person.Result result = person.run("vessel", "find", "--capacity=3", "--max-weight=55000", "--except=a");

        assertTrue(result.out().startsWith("vessel: vessel001\nname: Boaty\navailable: true\n"), result.out());
    }

    @Test
    void rotatesTheKey() {
        system.always(
                UserService.ROTATE_KEY,
                KeySet.newBuilder()
                        .addKeys(Key.newBuilder().setKid("new").setAlgorithm("PS256"))
                        .addKeys(Key.newBuilder()
                                .setKid("old")
                                .setAlgorithm("PS256")
                                .setSigning(true))
                        .build());

        assertEquals(
                "key: new PS256\nkey: old PS256 signs\n",
                person.run("key", "rotate").out());
    }

    @Test
    void printsACompletionScript() {
        Person.Result result = person.run("completion");

        assertEquals(0, result.code());
        assertTrue(result.out().contains("complete -F _complete_shippy"), "no completion function");
        assertTrue(result.out().contains("print-token"), "options are missing");
    }

    @Test
    void printsTheCompletionScriptToItsEndAlsoWhenOutputIsBuffered() {
        StringWriter out = new StringWriter();
        Host host = new Host(Map.of(), InputStream.nullInputStream(), prompt -> Optional.empty(), system);

        int code = new Shippy(host, new PrintWriter(new BufferedWriter(out)), new PrintWriter(new StringWriter()))
                .run("completion");

        assertEquals(0, code);
        assertTrue(out.toString().contains("\ncomplete -F _complete_shippy"), "the end is missing");
    }

    @Test
    void refusesADataFolderWithoutAName() {
        Person.Result result = person.run("up", "--data=");

        assertEquals(2, result.code());
        assertEquals("--data names no folder.\n", result.errors());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "demo",
                "status",
                "provision",
                "user create",
                "user login",
                "vessel find",
                "consignment create",
                "event list",
                "event tail",
                "event show",
                "event replay",
                "event redeliver",
                "event republish",
                "dead-letter list",
                "dead-letter show",
                "dead-letter redrive",
                "dead-letter purge"
            })
    void helpsWithEachCommand(String command) {
        Person.Result result = person.run(List.of(command.split(" ")), "--help");

        assertEquals(0, result.code());
        assertTrue(result.out().startsWith("Usage: shippy " + command), result.out());
        assertTrue(result.out().lines().allMatch(line -> line.length() <= 80), result.out());
        assertFalse(result.out().contains("null"), result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "vessel", "consignment", "key", "event", "dead-letter"})
    void showsTheCommandsOfAGroupThatIsNamedAlone(String group) {
        Person.Result result = person.run(group);

        assertEquals(2, result.code());
        assertTrue(result.errors().contains("Commands:"), result.errors());
    }

    private static Vessel boaty() {
        return Vessel.newBuilder()
                .setId("vessel001")
                .setName("Boaty")
                .setCapacity(500)
                .setMaxWeight(200_000)
                .build();
    }

    private static InstanceStatistics instance(String service, EndpointFigures... endpoints) {
        return new InstanceStatistics(service, "id", "1.0.0", "", List.of(endpoints));
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "demo"})
    void namesWrongSettingsBeforeAnythingIsStarted(String command) {
        Person.Result result = person.with("NATS_URL", "")
                .with("BCRYPT_COST", "99")
                .with("MAIL_FROM", "nobody")
                .run(command);

        assertEquals(2, result.code(), result.errors());
        assertTrue(result.errors().startsWith("BCRYPT_COST is \"99\""), result.errors());
        assertTrue(result.errors().lines().skip(1).allMatch(line -> line.startsWith("MAIL_FROM ")), result.errors());
        assertEquals("", result.out());
    }
}
