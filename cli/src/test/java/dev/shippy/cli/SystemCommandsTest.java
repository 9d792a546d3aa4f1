package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.EmailService;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.email.v1.StatusResponse;
import dev.shippy.contracts.user.v1.Key;
import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.runtime.Health;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.ProvisioningStep.Result;
import dev.shippy.runtime.nats.InstanceStatistics;
import dev.shippy.runtime.nats.InstanceStatistics.EndpointFigures;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemCommandsTest {

    private static final String OPERATOR = "nats://operator:secret@127.0.0.1:4000";
    private static final StatusResponse MAILS = StatusResponse.newBuilder()
            .setSent(12)
            .setWaiting(3)
            .setRetried(2)
            .setDead(1)
            .setReachable(true)
            .build();

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
                instance("vessel", new EndpointFigures("Get", 3, 2, 1, Duration.ofMillis(10))),
                instance("vessel", new EndpointFigures("List", 1, 0, 0, Duration.ofMillis(50))),
                instance("user"));

        Person.Result result = person.run("status");

        assertEquals("""
                SERVICE           INSTANCES  REQUESTS  REFUSED  ERRORS  MEAN
                consignment               0         0        0       0  -
                email-subscriber          0         0        0       0  -
                user                      1         0        0       0  -
                vessel                    2         4        1       1  20.0 ms
                """, result.out());
        assertEquals("No consignment service is running.\nNo email-subscriber service is running.\n", result.errors());
        assertEquals(7, result.code());
    }

    @Test
    void printsTheFiguresAsJson() {
        system.statistics = List.of(instance("vessel", new EndpointFigures("Get", 3, 2, 1, Duration.ofMillis(10))));

        JsonObject document =
                new JsonObject(person.run("status", "--output=json").out());

        JsonObject vessel = document.getJsonArray("services").getJsonObject(3);
        assertEquals("vessel", vessel.getString("name"));
        assertEquals(1, vessel.getInteger("instances"));
        assertEquals(3, vessel.getInteger("requests"));
        assertEquals(1, vessel.getInteger("refused"));
        assertEquals(1, vessel.getInteger("errors"));
        assertEquals(10.0, vessel.getDouble("mean_ms"));
    }

    @Test
    void showsAnOperatorWhatBecameOfTheMails() {
        person.with("NATS_URL", OPERATOR);
        system.statistics = all(with(2, false), with(1, false), Health.GOOD);
        system.always(EmailService.STATUS, MAILS);

        Person.Result table = person.run("status");
        JsonObject mail = new JsonObject(person.run("status", "-o", "json").out()).getJsonObject("mail");

        assertTrue(
                table.out()
                        .endsWith(
                                "\nmail: 12 sent, 6 waiting, 2 retried, 1 dead letter; the SMTP server is reachable\n"),
                table.out());
        assertEquals("", table.errors());
        assertEquals(0, table.code());
        assertEquals(12, mail.getInteger("sent"));
        assertEquals(6, mail.getInteger("waiting"));
        assertEquals(false, mail.getBoolean("more_waiting"));
        assertEquals(true, mail.getBoolean("reachable"));
    }

    @Test
    void saysThatDeadLettersWaitForRoom() {
        person.with("NATS_URL", OPERATOR);
        system.statistics = all(with(0, false), with(0, false), Health.GOOD);
        system.always(
                EmailService.STATUS, MAILS.toBuilder().setDead(3).setUnfiled(2).build());

        String out = person.run("status").out();

        assertTrue(out.contains(" 3 dead letters, of which 2 wait for room in the stream DEAD_LETTERS; "), out);
    }

    /** Two instances of a service count the same outbox. */
    @Test
    void countsWhatWaitsInTheOutboxesAsWaiting() {
        person.with("NATS_URL", OPERATOR);
        system.always(EmailService.STATUS, MAILS);
        List<InstanceStatistics> twoUsers = new ArrayList<>(all(with(5, false), with(1, false), Health.GOOD));
        twoUsers.add(instance("user", with(4, false)));
        system.statistics = twoUsers;
        assertTrue(person.run("status").out().contains(" sent, 9 waiting,"));

        system.statistics = all(with(10_000, true), with(1, false), Health.GOOD);
        assertTrue(person.run("status").out().contains(" sent, at least 10004 waiting,"));

        system.statistics = all(Health.GOOD, with(1, false), Health.GOOD);
        assertTrue(person.run("status").out().contains(" sent, at least 4 waiting,"));
    }

    @Test
    void showsACustomerNoMails() {
        system.statistics = all(with(0, false), with(0, false), Health.GOOD);

        Person.Result result = person.run("status");

        assertEquals(0, result.code());
        assertFalse(result.out().contains("mail:"), result.out());
        assertTrue(system.asked.isEmpty());
    }

    @Test
    void saysWhyTheMailFiguresAreUnknown() {
        person.with("NATS_URL", OPERATOR);
        system.statistics = all(with(0, false), with(0, false), Health.GOOD);
        system.refuse(EmailService.STATUS, ServiceException.unavailable("The database cannot be reached", null));
        Person.Result noAnswer = person.run("status");
        assertTrue(noAnswer.out().endsWith("\nmail: unknown: The database cannot be reached\n"), noAnswer.out());
        assertEquals("The mail figures are unknown: The database cannot be reached.\n", noAnswer.errors());
        assertEquals(7, noAnswer.code());

        system.statistics = List.of(instance("vessel"));
        Person.Result absent = person.run("status");
        assertTrue(absent.out().endsWith("\nmail: unknown: no email-subscriber service is running\n"), absent.out());
        assertEquals(7, absent.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PostgreSQL does not answer", "MongoDB does not answer", "NATS does not answer"})
    void endsWith7WhenAServiceLacksADependency(String problem) {
        for (boolean asOperator : new boolean[] {false, true}) {
            person.with("NATS_URL", asOperator ? OPERATOR : "nats://127.0.0.1:4000");
            system.always(EmailService.STATUS, MAILS);
            system.statistics = all(Health.problem(problem), with(1, false), Health.GOOD);

            Person.Result table = person.run("status");
            Person.Result json = person.run("status", "-o", "json");

            assertEquals("user: " + problem + ".\n", table.errors());
            assertEquals(7, table.code());
            assertEquals(7, json.code());
            assertEquals(
                    List.of("user: " + problem),
                    new JsonObject(json.out()).getJsonArray("problems").getList());
        }
    }

    @Test
    void namesTheShareOfInstancesThatHaveAProblem() {
        List<InstanceStatistics> two = new ArrayList<>(all(with(0, false), with(0, false), Health.GOOD));
        two.add(instance("vessel", Health.problem("MongoDB does not answer")));
        system.statistics = two;

        assertEquals(
                "vessel: MongoDB does not answer (1 of 2 instances).\n",
                person.run("status").errors());
    }

    @Test
    void endsWith7WhenTheMailServerIsAway() {
        person.with("NATS_URL", OPERATOR);
        system.always(EmailService.STATUS, MAILS.toBuilder().setReachable(false).build());
        system.statistics = all(with(0, false), with(0, false), Health.problem("The SMTP server does not answer"));

        Person.Result result = person.run("status");

        assertEquals("email-subscriber: The SMTP server does not answer.\n", result.errors());
        assertEquals(7, result.code());
    }

    /** Anyone may run an instance, so its text must not control the terminal. */
    @Test
    void showsAnInstancesWordsOnOneLine() {
        system.statistics = all(Health.problem("a\u001b[2J\nb"), with(0, false), Health.GOOD);

        assertEquals("user: a?[2J b.\n", person.run("status").errors());
    }

    @Test
    void printsADocumentAlsoWhenNatsIsAway() {
        person.with("NATS_URL", OPERATOR);
        system.away = ServiceException.unavailable("NATS does not answer", null);

        Person.Result json = person.run("status", "-o", "json");
        Person.Result table = person.run("status");

        JsonObject document = new JsonObject(json.out());
        assertEquals(4, document.getJsonArray("services").size());
        assertEquals("NATS does not answer", document.getJsonObject("mail").getString("unknown"));
        assertEquals(
                List.of("NATS does not answer"),
                document.getJsonArray("problems").getList());
        assertEquals("NATS does not answer.\n", json.errors());
        assertEquals("NATS does not answer.\n", table.errors());
        assertEquals("7 7", json.code() + " " + table.code());
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

    private static List<InstanceStatistics> all(Health user, Health consignment, Health mail) {
        return List.of(
                instance("user", user),
                instance("consignment", consignment),
                instance("email-subscriber", mail),
                instance("vessel"));
    }

    private static Health with(long waiting, boolean hasMore) {
        return new Health(List.of(), OptionalLong.of(waiting), hasMore);
    }

    private static InstanceStatistics instance(String service, Health health) {
        return new InstanceStatistics(service, "id", "1.0.0", "", health, List.of());
    }

    private static InstanceStatistics instance(String service, EndpointFigures... endpoints) {
        return new InstanceStatistics(service, "id", "1.0.0", "", Health.GOOD, List.of(endpoints));
    }

    /** They count at the first start only. */
    @Test
    void ignoresTheSettingsOfTheAdminOfAFolderThatHasOne() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        person.with("NATS_URL", "")
                .with("BCRYPT_COST", "99")
                .with("ADMIN_EMAIL", "nobody")
                .with("ADMIN_PASSWORD", "short");

        String first = person.run("up", "--data=" + data).errors();
        assertTrue(first.contains("ADMIN_EMAIL") && first.contains("ADMIN_PASSWORD"), first);

        Files.writeString(data.resolve("admin.login"), "admin@my_company\n\n");
        String later = person.run("up", "--data=" + data).errors();
        assertTrue(later.startsWith("BCRYPT_COST"), later);
        assertFalse(later.contains("ADMIN_"), later);
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
        assertTrue(result.errors().lines().skip(1).allMatch(line -> line.startsWith("MAIL_FROM: ")), result.errors());
        assertEquals("", result.out());
    }
}
