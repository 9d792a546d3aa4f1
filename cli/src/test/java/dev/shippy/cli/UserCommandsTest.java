package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.Error;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.User;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserCommandsTest {

    private static final String SERVER = "nats://127.0.0.1:4000";
    private static final List<String> CREATE = List.of("user", "create", "--name=E", "--email=e@example.com");
    private static final List<String> LOGIN = List.of("user", "login", "--email=e@example.com");

    @TempDir
    Path folder;

    private final FakeSystem system = new FakeSystem();
    private Person person;

    @BeforeEach
    void open() {
        person = new Person(system, folder);
        system.answer(
                UserService.CREATE,
                asked -> Response.newBuilder()
                        .setUser(asked.toBuilder().setId("u1").clearPassword())
                        .setOk(true)
                        .build());
        system.always(
                UserService.AUTH,
                Token.newBuilder()
                        .setToken("a.b.c")
                        .setValid(true)
                        .setExpiresAt(1_000)
                        .build());
    }

    @Test
    void asksTwiceForANewPassword() {
        Person.Result result = person.typing("sesame-1", "sesame-1").run(CREATE);

        assertEquals(0, result.code(), result.errors());
        assertEquals("sesame-1", ((User) system.asked.get(0).request()).getPassword());
        assertTrue(result.out().startsWith("user: u1\n"), result.out());
        assertFalse(result.out().contains("sesame"), result.out());
    }

    @Test
    void refusesTwoDifferentNewPasswords() {
        Person.Result result = person.typing("sesame-1", "sesame-2").run(CREATE);

        assertEquals(2, result.code());
        assertEquals("The two passwords differ.\n", result.errors());
        assertEquals(0, system.asked.size());
    }

    @Test
    void readsThePasswordFromStandardInput() {
        Person.Result result = person.piping("sesame-1\nmore\n").run(LOGIN, "--password-stdin");

        assertEquals("sesame-1", ((User) system.asked.get(0).request()).getPassword());
        assertEquals("", result.errors());
    }

    @Test
    void refusesAPasswordThatIsNotUtf8OrTooLong() {
        Person.Result latin = person.piping("gr\u00fcn-gr\u00fcn-1".getBytes(StandardCharsets.ISO_8859_1))
                .run(LOGIN, "--password-stdin");
        Person.Result tooLong = person.piping("x".repeat(5_000)).run(LOGIN, "--password-stdin");
        Person.Result empty = person.piping("\nsesame").run(LOGIN, "--password-stdin");

        assertEquals(2, latin.code());
        assertEquals("The password is not UTF-8 text.\n", latin.errors());
        assertEquals("The password has more than 4096 bytes.\n", tooLong.errors());
        assertEquals("Standard input holds no password.\n", empty.errors());
        assertEquals(0, system.asked.size());
    }

    @Test
    void readsThePasswordFromTheFirstLineOnly() {
        byte[] input = ("gr\u00fcn-1\r\n" + "\u00fc".repeat(5_000)).getBytes(StandardCharsets.UTF_8);

        assertEquals(0, person.piping(input).run(LOGIN, "--password-stdin").code());
        assertEquals("gr\u00fcn-1", ((User) system.asked.get(0).request()).getPassword());
    }

    @Test
    void printsATokenThatCannotBeStored() throws IOException {
        person.with(
                "XDG_STATE_HOME", Files.writeString(folder.resolve("file"), "").toString());

        Person.Result printed = person.typing("sesame-1").run(LOGIN, "--print-token");
        Person.Result neither = person.typing("sesame-1").run(LOGIN);

        assertEquals(0, printed.code());
        assertEquals("a.b.c\n", printed.out());
        assertEquals(
                "The login was not stored: The file " + folder
                        + "/file/shippy/tokens/127.0.0.1_4000 cannot be used: Not a directory.\n",
                printed.errors());
        assertEquals(1, neither.code());
        assertEquals(printed.errors(), neither.errors());
    }

    @ParameterizedTest
    @CsvSource({"?,''", "relative,also/relative", "?,relative"})
    void storesNothingWithoutAHome(String home, String stateHome) {
        person.with("HOME", home);
        person.with("XDG_STATE_HOME", stateHome);

        Person.Result result = person.typing("sesame-1").run(LOGIN, "--print-token");

        assertEquals("a.b.c\n", result.out());
        assertEquals(
                "The login was not stored: There is no home folder: set HOME or XDG_STATE_HOME.\n", result.errors());
        assertFalse(Files.exists(Path.of("?")));
        assertFalse(Files.exists(Path.of("relative")));
    }

    @Test
    void storesOneLoginForAllSpellingsOfAServer() {
        system.always(UserService.GET, Response.getDefaultInstance());
        person.typing("sesame-1").run(LOGIN, "--server=nats://localhost:4222");

        for (String server :
                List.of("127.0.0.1", "nats://127.0.0.1:4222", "LOCALHOST:4222", "nats://localhost:4222/")) {
            assertEquals(0, person.run("user", "get", "u1", "--server", server).code(), server);
        }
        assertEquals(
                3, person.run("user", "get", "u1", "--server=127.0.0.1:4223").code());
    }

    @Test
    void readsALoginOfAnEarlierRelease() throws IOException {
        system.always(UserService.GET, Response.getDefaultInstance());
        Path tokens = Files.createDirectories(folder.resolve("shippy/tokens"));
        Files.writeString(tokens.resolve("localhost_4222"), "old-token\n");

        person.run("user", "get", "u1", "--server=localhost:4222");

        assertEquals("old-token", system.asked.get(0).token());
    }

    @Test
    void readsTheTokenFromAFileOrAVariable() throws IOException {
        system.always(UserService.GET, Response.getDefaultInstance());
        Path file = Files.writeString(folder.resolve("token"), "from-file\nmore\n");
        Path large = Files.writeString(folder.resolve("large"), "x".repeat(4_097));
        person.loggedIn().with("SHIPPY_TOKEN", "from-variable");

        person.run("user", "get", "u1");
        person.run("user", "get", "u1", "--token-file", file.toString());
        person.run("user", "get", "u1", "--token", "given");

        assertEquals(
                List.of("from-variable", "from-file", "given"),
                system.asked.stream().map(FakeSystem.Asked::token).toList());
        for (String wrong : List.of("--token-file=" + large, "--token-file=" + folder, "--token-file=none")) {
            Person.Result result = person.run("user", "get", "u1", wrong);
            assertEquals(2, result.code(), result.errors());
            assertFalse(result.errors().contains("xxx"), result.errors());
        }
        assertEquals(
                2,
                person.run("user", "get", "u1", "--token=a", "--token-file=" + file)
                        .code());
    }

    @Test
    void asksBeforeItDeletes() {
        Person.Result result = person.loggedIn().answering("no").run("user", "delete", "u1");

        assertEquals(1, result.code());
        assertEquals(0, system.asked.size());
    }

    @Test
    void warnsOfAPasswordOnTheCommandLine() {
        Person.Result result = person.run(LOGIN, "--password", "sesame-1");

        assertEquals(0, result.code());
        assertTrue(result.errors().contains("--password-stdin"), result.errors());
        assertFalse(result.errors().contains("sesame-1"), result.errors());
    }

    @Test
    void saysWhatToDoWhenNobodyCanBeAsked() {
        Person.Result result = person.run(LOGIN);

        assertEquals(2, result.code());
        assertTrue(result.errors().contains("use --password-stdin"), result.errors());
    }

    @Test
    void takesOnePasswordOnly() {
        assertEquals(
                2,
                person.piping("a")
                        .run(LOGIN, "--password=b", "--password-stdin")
                        .code());
    }

    @Test
    void keepsTheTokenOfEachServerForItsOwnerAlone() throws IOException {
        Person.Result result = person.typing("sesame-1").run(LOGIN);

        Path file = folder.resolve("shippy/tokens/127.0.0.1_4000");
        assertEquals(Optional.of("a.b.c"), person.state().token(SERVER));
        assertEquals(Optional.empty(), person.state().token("nats://127.0.0.1:4001"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
        assertEquals("logged_in: e@example.com\nexpires_at: 1970-01-01T00:00:01Z\n", result.out());
    }

    @Test
    void printsTheTokenAlone() {
        assertEquals(
                "a.b.c\n", person.typing("sesame-1").run(LOGIN, "--print-token").out());
    }

    @Test
    void prefersTheTokenThatIsGiven() {
        system.always(UserService.GET, Response.getDefaultInstance());

        person.loggedIn().run("user", "get", "u1", "--token", "given");
        person.loggedIn().run("user", "get", "u1");

        assertEquals(
                List.of("given", "stored-token"),
                system.asked.stream().map(FakeSystem.Asked::token).toList());
    }

    @Test
    void sendsNoTokenWhereNoneIsNeeded() {
        person.loggedIn().typing("sesame-1").run(LOGIN);

        assertEquals("", system.asked.get(0).token());
    }

    @Test
    void tellsWhoseTokenItIs() {
        system.always(
                UserService.VALIDATE_TOKEN,
                Token.newBuilder()
                        .setValid(true)
                        .setUserId("u1")
                        .setExpiresAt(1_000)
                        .build());
        system.answer(
                UserService.GET,
                asked -> Response.newBuilder()
                        .setUser(asked.toBuilder().setName("E").addRoles("admin"))
                        .build());

        Person.Result result = person.loggedIn().run("user", "whoami");

        assertTrue(result.out().startsWith("user: u1\nname: E\n"), result.out());
        assertTrue(result.out().contains("roles: admin\n"), result.out());
        assertTrue(result.out().endsWith("expires_at: 1970-01-01T00:00:01Z\n"), result.out());
    }

    @Test
    void endsWith3ForATokenThatIsNotGoodAnyMore() {
        system.always(
                UserService.VALIDATE_TOKEN,
                Token.newBuilder()
                        .addErrors(Error.newBuilder().setCode(401).setDescription("The token has expired"))
                        .build());

        Person.Result result = person.loggedIn().run("user", "whoami");

        assertEquals(3, result.code());
        assertTrue(result.errors().startsWith("The token has expired; log in"), result.errors());
    }

    @Test
    void findsAnAccountByItsAddressToo() {
        system.answer(
                UserService.GET,
                asked -> Response.newBuilder()
                        .setUser(asked.toBuilder().setId("u1"))
                        .build());
        system.answer(
                UserService.GRANT,
                asked -> Response.newBuilder()
                        .setUser(asked.toBuilder().addRoles("admin"))
                        .build());

        Person.Result result = person.loggedIn().run("user", "grant", "e@example.com");

        assertEquals(0, result.code(), result.errors());
        assertEquals("u1", ((User) system.asked.get(1).request()).getId());
    }

    @Test
    void neverPrintsAPasswordFieldInJson() {
        JsonObject user = new JsonObject(person.typing("sesame-1", "sesame-1")
                        .run(CREATE, "-o", "json")
                        .out())
                .getJsonObject("user");

        assertFalse(user.containsKey("password"));
        assertEquals("", user.getString("company"));
    }
}
