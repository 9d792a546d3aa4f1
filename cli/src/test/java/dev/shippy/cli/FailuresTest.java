package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.vessel.v1.Response;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class FailuresTest {

    @TempDir
    Path folder;

    private final FakeSystem system = new FakeSystem();

    @ParameterizedTest
    @CsvSource({
        "INVALID_ARGUMENT,2",
        "UNAUTHENTICATED,3",
        "PERMISSION_DENIED,4",
        "NOT_FOUND,5",
        "ALREADY_EXISTS,6",
        "FAILED_PRECONDITION,6",
        "RESOURCE_EXHAUSTED,7",
        "UNAVAILABLE,7",
        "DEADLINE_EXCEEDED,7",
        "INTERNAL,1"
    })
    void givesEachErrorItsExitCodeAndOneSentence(ErrorCode error, int code) {
        system.refuse(VesselService.GET, new ServiceException(error, "It is so"));

        Person.Result result = person().run("vessel", "get", "vessel001", "--timeout", "50ms", "--output", "json");

        assertEquals(code, result.code());
        assertEquals("", result.out());
        assertEquals(1, result.errors().lines().count(), result.errors());
        assertTrue(result.errors().startsWith("It is so"), result.errors());
    }

    @Test
    void triesAgainWithTheSameRequestIdWhileNobodyAnswersOrTheOutcomeIsUnknown() {
        Deque<ServiceException> failures = new ArrayDeque<>(List.of(
                ServiceException.deadlineExceeded("Unknown"), ServiceException.unavailable("Nobody answers", null)));
        system.answer(VesselService.CREATE, vessel -> {
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
            return Response.newBuilder().setCreated(true).build();
        });

        Person.Result result = person().run(List.of("vessel", "create"), "--name=A", "--capacity=1", "--max-weight=1");

        assertEquals(0, result.code(), result.errors());
        assertEquals(3, system.asked.size());
        assertEquals(
                1,
                system.asked.stream()
                        .map(asked -> asked.call().requestId())
                        .distinct()
                        .count());
        assertEquals(1, system.closed);
    }

    @Test
    void stopsTryingWhenTheTimeIsOver() {
        system.refuse(VesselService.GET, ServiceException.unavailable("Nobody answers", null));
        long start = System.nanoTime();

        Person.Result result = person().run("vessel", "get", "vessel001", "--timeout", "400ms");

        assertEquals(7, result.code());
        assertTrue(system.asked.size() >= 2, "one attempt only");
        assertTrue(System.nanoTime() - start < 2_000_000_000L, "took too long");
    }

    @Test
    void givesEachAttemptADeadlineWithinTheTimeLimit() {
        system.always(VesselService.GET, Response.getDefaultInstance());
        long before = System.currentTimeMillis();

        person().run("vessel", "get", "a", "--timeout", "500ms");
        person().run("vessel", "get", "a", "--timeout", "1h");

        long after = System.currentTimeMillis();
        List<Long> deadlines = system.asked.stream()
                .map(asked -> asked.call().deadline().unixMillis())
                .toList();
        assertTrue(deadlines.get(0) >= before + 500 && deadlines.get(0) <= after + 500);
        assertTrue(deadlines.get(1) >= before + 2_000 && deadlines.get(1) <= after + 2_000);
    }

    @Test
    void doesNotRepeatWhatWasRefused() {
        system.refuse(VesselService.GET, ServiceException.notFound("There is no vessel a"));

        assertEquals(5, person().run("vessel", "get", "a").code());
        assertEquals(1, system.asked.size());
    }

    @Test
    void sendsTheRequestIdThatIsGiven() {
        system.always(VesselService.GET, Response.getDefaultInstance());

        person().run("--request-id", "mine", "vessel", "get", "a");

        assertEquals("mine", system.asked.get(0).call().requestId());
    }

    @Test
    void saysHowToLogInWhenATokenIsRefusedOrMissing() {
        system.refuse(VesselService.LIST, ServiceException.unauthenticated("The token has expired"));

        Person.Result refused = person().run("vessel", "list");
        Person.Result missing = new Person(system, folder.resolve("empty")).run("vessel", "list");

        assertEquals(3, refused.code());
        assertEquals(3, missing.code());
        assertEquals("The token has expired; log in with `shippy user login --email ADDRESS`.\n", refused.errors());
        assertTrue(missing.errors().startsWith("You are not logged in; log in"), missing.errors());
    }

    @Test
    void saysThatALoginHasExpiredAndOnWhichServerToLogInAgain() {
        system.refuse(VesselService.LIST, ServiceException.unauthenticated("Its time is wrong"));
        String claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"exp\": 1764540000}".getBytes(StandardCharsets.UTF_8));
        String token = "h." + claims + ".s";
        Person person = person();
        person.state().keepToken("nats://here:4222", token);

        Person.Result kept = person.run("vessel", "list", "--server=nats://me:secret@here:4222");
        Person.Result given = person.run("vessel", "list", "--token", token);

        assertEquals(
                "Your login at nats://here:4222 has expired (at 2025-11-30T22:00:00Z);"
                        + " log in with `shippy --server nats://here:4222 user login --email ADDRESS`.\n",
                kept.errors());
        assertEquals(
                "The token has expired (at 2025-11-30T22:00:00Z);"
                        + " log in with `shippy user login --email ADDRESS`.\n",
                given.errors());
    }

    @Test
    void namesTheRequestIdWhenTheOutcomeIsUnknown() {
        Deque<ServiceException> failures = new ArrayDeque<>(List.of(ServiceException.deadlineExceeded("Unknown")));
        system.answer(VesselService.CREATE, vessel -> {
            throw failures.isEmpty() ? ServiceException.unavailable("Nobody answers", null) : failures.pop();
        });
        system.refuse(VesselService.GET, ServiceException.deadlineExceeded("Unknown"));

        Person.Result written =
                person().run("vessel", "create", "--name=A", "--capacity=1", "--max-weight=1", "--timeout=300ms");
        Person.Result read = person().run("vessel", "get", "a", "--timeout=50ms");

        String id = system.asked.get(0).call().requestId();
        assertEquals(
                "Nobody answers; repeat the command with --request-id " + id
                        + " so that it takes effect at most once.\n",
                written.errors());
        assertEquals("Unknown.\n", read.errors());
    }

    @Test
    void logsEachCallWithVerbose() {
        system.always(VesselService.GET, Response.getDefaultInstance());
        system.refuse(
                VesselService.LIST,
                new ServiceException(ErrorCode.UNAVAILABLE, "No", new IllegalStateException("a\u001b cause")));

        Person.Result good = person().run("vessel", "get", "a", "--verbose", "--request-id=mine");
        Person.Result refused = person().run("vessel", "list", "--verbose", "--timeout=50ms");

        List<String> told = good.errors().lines().toList();
        assertTrue(told.get(0).matches("Connected to nats://127.0.0.1:4000 in [0-9.]+ ms"), good.errors());
        assertTrue(told.get(1).matches("vessel.Get, attempt 1, [0-9.]+ ms, Request-Id mine: ok"), good.errors());
        assertTrue(refused.errors().contains(": 503 No\n"), refused.errors());
        assertTrue(
                refused.errors().endsWith("Because of: java.lang.IllegalStateException: a? cause\n"), refused.errors());
        assertFalse(refused.errors().contains("\tat "), refused.errors());
    }

    @Test
    void doesNotLetAReplySteerTheTerminal() {
        system.refuse(UserService.AUTH, ServiceException.unauthenticated("a\u001b[2Jb\nc"));

        Person.Result result = person().typing("secret").run("user", "login", "--email", "a@example.com");

        assertEquals("a?[2Jb c.\n", result.errors());
    }

    @Test
    void refusesWrongUsageWithOneHint() {
        Person.Result result = person().run("vessel", "get", "a", "--timeout", "soon");

        assertEquals(2, result.code());
        assertTrue(result.errors().contains("\"soon\" is not a time"), result.errors());
        assertTrue(result.errors().contains("shippy vessel get --help"), result.errors());
        assertFalse(result.errors().contains("Exception"), result.errors());
    }

    private Person person() {
        return new Person(system, folder).loggedIn();
    }

    @Test
    void printsFailuresOfTheCleanupToo() {
        StringWriter errors = new StringWriter();
        CommandLine command = new CommandLine(CommandSpec.create()).setErr(new PrintWriter(errors));
        FailureException failed = new FailureException("Nobody answers");
        failed.addSuppressed(new FailureException("The system has ended"));

        int code = new Failures(new GlobalOptions(Duration.ofSeconds(1)))
                .handleExecutionException(failed, command, command.parseArgs());

        assertEquals(1, code);
        assertEquals("Nobody answers.\nThe system has ended.\n", errors.toString());
    }
}
