package dev.shippy.cli.system;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.user.v1.UserEvent;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.nats.Nats;
import dev.shippy.runtime.nats.NatsConfig;
import dev.shippy.runtime.nats.Provisioning;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about events as processes, on a real nats-server. */
class EventsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MANY = 100_000;
    private static final int AT_A_TIME = 500;

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private EmbeddedNats server;
    private Nats user;
    private JarRunner shippy;

    @BeforeEach
    void start() {
        server = EmbeddedNats.start(folder.resolve("nats"));
        String operator = server.passwords().url(NatsUsers.OPERATOR);
        var unused = Provisioning.run(vertx, operator, LIMIT).await();
        user = Nats.connect(
                        vertx,
                        NatsConfig.from(
                                new Environment(Map.of(
                                        "NATS_URL", server.url(),
                                        "NATS_PASSWORD", server.passwords().of(Services.USER),
                                        "NATS_PUBLIC_PASSWORD",
                                                server.passwords().of(NatsUsers.publicUser(Services.USER)))),
                                Services.USER))
                .await();
        shippy = new JarRunner(folder, Map.of());
        shippy.set("NATS_URL", operator);
    }

    @AfterEach
    void stop() {
        shippy.close();
        user.drain().await();
        vertx.close().await();
        server.close();
    }

    @Test
    void saysThatNatsDoesNotTakeAPassword() throws Exception {
        shippy.set("NATS_URL", server.passwords().url(NatsUsers.OPERATOR).replaceFirst(":[^:@/]+@", ":wrong@"));

        JarRunner.Running list = shippy.start("event", "list");

        assertTrue(list.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "it does not end");
        assertEquals(3, list.process().exitValue(), list.errors());
        assertEquals("NATS does not take this user and password at " + server.url() + ".\n", list.errors());
    }

    @Test
    void replaysALongStreamInLittleMemory() throws Exception {
        publish(MANY, "u");
        shippy.set("JDK_JAVA_OPTIONS", "-Xmx20m");

        JarRunner.Running replay = shippy.start("event", "replay");

        assertTrue(replay.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "it does not end");
        assertEquals(0, replay.process().exitValue(), replay.errors());
        assertTrue(replay.errors().contains("Replayed 100000 events, sequence 1 to 100000, in "), replay.errors());
        int line = 0;
        try (BufferedReader lines = Files.newBufferedReader(replay.outFile())) {
            for (String next = lines.readLine(); next != null; next = lines.readLine()) {
                line++;
                assertTrue(next.startsWith("{\"seq\":" + line + ",") && next.endsWith("}}"), next);
            }
        }
        assertEquals(MANY, line);
    }

    @Test
    void replaysLargeMessagesInLittleMemory() throws Exception {
        publish(60, "x".repeat(900_000));
        shippy.set("JDK_JAVA_OPTIONS", "-Xmx32m");

        JarRunner.Result replay = shippy.run("event", "replay", "--from-seq", "1");

        assertEquals(0, replay.code(), replay.errors());
        assertEquals(60, replay.out().lines().count());
        assertTrue(replay.out().lines().allMatch(line -> line.contains("\"data_base64\"")));
    }

    @Test
    void endsQuietlyWhenNobodyReadsAnyMore() throws Exception {
        publish(5_000, "u");

        Result head = inBash("\"$@\" event replay | head -n 1; echo \"${PIPESTATUS[0]}\"");

        assertEquals(1, new JsonObject(head.lines().get(0)).getInteger("seq"));
        assertEquals(List.of("0"), head.lines().subList(1, head.lines().size()));
        assertEquals("", head.errors());
    }

    @Test
    void stopsFollowingWhenTheReaderIsGone() throws Exception {
        publish(1, "u");

        Result head = inBash("\"$@\" event tail --from-seq 1 -o json | head -n 1; echo \"${PIPESTATUS[0]}\"");

        assertEquals(1, new JsonObject(head.lines().get(0)).getInteger("seq"));
        assertEquals(List.of("0"), head.lines().subList(1, head.lines().size()));
        assertEquals("", head.errors());
    }

    @Test
    void endsWith1WhenTheDiskIsFull() throws Exception {
        publish(1, "u");
        for (String command : List.of("event list", "event show 1 -o json", "event tail --from-seq 1", "--help")) {
            Result full = inBash("\"$@\" " + command + " >/dev/full; echo $?");

            assertEquals(List.of("1"), full.lines(), command);
            assertEquals("The results cannot be written: No space left on device.\n", full.errors(), command);
        }
    }

    @Test
    void readsAndWritesUtf8WhateverTheLocale() throws Exception {
        Result text = inBash("LC_ALL=C \"$@\" event list --subject \"$(printf 'gr\\303\\274n')\"; echo $?");
        Result bytes = inBash("LC_ALL=C \"$@\" event list --subject \"$(printf 'gr\\374n')\"; echo $?");
        Result variable = inBash("NATS_URL=\"$(printf 'nats://gr\\374n')\" \"$@\" vessel list; echo $?");

        assertEquals(List.of("2"), text.lines());
        assertTrue(text.errors().contains("\"gr\u00fcn\" is not a subject"), text.errors());
        assertEquals(List.of("2"), bytes.lines());
        assertTrue(bytes.errors().contains("--subject"), bytes.errors());
        assertEquals("NATS_URL is not UTF-8 text.\n", variable.errors());
    }

    @Test
    void followsUntilCtrlCAndSaysWhatItShowed() throws Exception {
        publish(1, "before");
        JarRunner.Running tail = shippy.start("event", "tail", "--since", "1h", "--output", "json");
        await().atMost(LIMIT).until(() -> tail.out().contains("before"));
        publish(1, "after");
        await().atMost(LIMIT).until(() -> tail.out().contains("after"));

        Process unused =
                new ProcessBuilder("kill", "-INT", String.valueOf(tail.process().pid())).start();

        assertTrue(tail.process().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "it does not end");
        assertEquals(0, tail.process().exitValue(), tail.errors());
        assertTrue(tail.errors().startsWith("Showed 2 events, sequence 1 to 2, in "), tail.errors());
        assertEquals(2, tail.out().lines().count());
    }

    @Test
    void tellsACustomerAtOnceWhatNatsRefuses() throws Exception {
        shippy.set("NATS_URL", server.url());

        for (String command : List.of("event list", "event replay", "dead-letter purge --yes", "provision")) {
            JarRunner.Result refused = shippy.run(command.split(" "));
            assertEquals(4, refused.code(), refused.toString());
            assertTrue(refused.errors().startsWith("NATS refuses the user customer: "), refused.errors());
            assertEquals(1, refused.errors().lines().count(), refused.errors());
        }
    }

    private record Result(List<String> lines, String errors) {}

    /** Runs a line in which {@code "$@"} stands for the command. */
    private Result inBash(String line) throws Exception {
        Path errors = folder.resolve("bash-errors");
        List<String> command = new ArrayList<>(List.of("bash", "-c", line, "bash"));
        command.addAll(shippy.java());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("NATS_URL", server.passwords().url(NatsUsers.OPERATOR));
        Process bash = builder.start();
        List<String> lines = bash.inputReader().lines().toList();
        assertTrue(bash.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "it does not end");
        return new Result(lines, Files.readString(errors));
    }

    private void publish(int count, String userId) {
        List<Future<Void>> published = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            EventMessage event = new EventMessage(
                    userId.substring(0, 1) + i,
                    Event.USER_CREATED,
                    "entity",
                    Instant.now(),
                    Trace.start(),
                    UserEvent.newBuilder().setUserId(userId).build());
            published.add(user.events().publish(event));
            if (published.size() * userId.length() > AT_A_TIME || i == count) {
                Future.all(published).await();
                published.clear();
            }
        }
    }
}
