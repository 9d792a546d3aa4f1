package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.EmailService;
import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.VesselService;
import dev.shippy.contracts.user.v1.Key;
import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.UserEvent;
import dev.shippy.runtime.Health;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.nats.InstanceStatistics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Results that cannot be written, because of a full disk or a closed pipe. */
class LostResultsTest {

    private static final String SENTENCE = "The results cannot be written: No space left on device.";

    /** Commands that run their own system, or are run by the script. */
    private static final Set<String> ELSEWHERE = Set.of("demo", "up", "init");

    /** The arguments with which they print something. */
    private static final Map<String, List<String>> MORE =
            Map.of("event tail", List.of("--from-seq=1"), "dead-letter redrive", List.of("1"));

    @TempDir
    Path folder;

    private FakeSystem system = new FakeSystem();

    @BeforeEach
    void answerEverything() {
        system.alwaysEmpty(UserService.CONTRACT);
        system.alwaysEmpty(VesselService.CONTRACT);
        system.alwaysEmpty(ShippingService.CONTRACT);
        system.alwaysEmpty(EmailService.CONTRACT);
        system.always(
                UserService.VALIDATE_TOKEN, Token.newBuilder().setValid(true).build());
        system.always(
                UserService.ROTATE_KEY,
                KeySet.newBuilder().addKeys(Key.newBuilder().setKid("k1")).build());
        system.steps = List.of(new ProvisioningStep("EVENTS", ProvisioningStep.Result.MADE, ""));
        system.statistics = Stream.of("consignment", "email-subscriber", "user", "vessel")
                .map(service -> new InstanceStatistics(service, "id", "1.0.0", "", Health.GOOD, List.of()))
                .toList();
        system.streams
                .add(new EventMessage(
                        "e1",
                        Event.USER_CREATED,
                        "u1",
                        Instant.EPOCH,
                        Trace.start(),
                        UserEvent.newBuilder().setUserId("u1").build()))
                .add(EventStream.DEAD_LETTERS, "user.created", Map.of(), new byte[] {1});
    }

    @ParameterizedTest
    @MethodSource("dev.shippy.cli.EveryCommand#all")
    void endEachCommandWith1(EveryCommand command) {
        boolean measures =
                command.path().get(0).equals("bench") && !command.toString().equals("bench prepare");
        if (ELSEWHERE.contains(command.toString()) || measures) {
            return;
        }
        for (List<String> format : List.of(List.<String>of(), List.of("--output=json"))) {
            List<String> words = new ArrayList<>(command.words());
            words.addAll(format);
            words.addAll(MORE.getOrDefault(command.toString(), List.of()));
            words.add("--timeout=50ms");
            if (command.toString().equals("bench prepare")) {
                words.add(folder.resolve("load").toString());
            }
            system = new FakeSystem();
            answerEverything();
            Person.Result full = person().runTo(new Full(), words.toArray(new String[0]));
            system = new FakeSystem();
            answerEverything();
            Person.Result closed = person().runTo(new Closed(), words.toArray(new String[0]));

            assertEquals(1, full.code(), words + full.errors());
            assertTrue(full.errors().contains(SENTENCE), words + full.errors());
            assertEquals(0, closed.code(), words + closed.errors());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.shippy.cli.EveryCommand#all")
    void endTheHelpOfEachCommandWith1(EveryCommand command) {
        List<String> words = new ArrayList<>(command.path());
        words.add("--help");

        Person.Result full = person().runTo(new Full(), words.toArray(new String[0]));

        assertEquals(1, full.code());
        assertEquals(SENTENCE + "\n", full.errors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version"})
    void endHelpAndVersionWith1(String option) {
        Person.Result full = person().runTo(new Full(), option);

        assertEquals(1, full.code());
        assertEquals(SENTENCE + "\n", full.errors());
        assertEquals(0, person().runTo(new Closed(), option).code());
    }

    @Test
    void areNamedWhenSomethingWasDone() {
        system.answer(
                ShippingService.CREATE_CONSIGNMENT,
                asked -> dev.shippy.contracts.consignment.v1.Response.newBuilder()
                        .setCreated(true)
                        .setConsignment(asked.toBuilder().setId("c1").setVesselId("vessel001"))
                        .build());

        Person.Result full = person().runTo(new Full(), "consignment", "create", "consignment.json");

        assertEquals(
                SENTENCE + " The command itself succeeded: created: true, consignment: c1, vessel: vessel001.\n",
                full.errors());
    }

    private Person person() {
        return new Person(system, folder).loggedIn().typing("sesame-1", "sesame-1");
    }

    private static final class Full extends OutputStream {

        @Override
        public void write(int single) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    private static final class Closed extends OutputStream {

        @Override
        public void write(int single) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
