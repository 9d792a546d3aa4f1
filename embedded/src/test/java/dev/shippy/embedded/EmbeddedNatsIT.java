package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedNatsIT {

    @Test
    void startsOnAFreePortWithoutCredentials(@TempDir Path directory) throws IOException {
        try (EmbeddedNats nats = EmbeddedNats.start(directory)) {
            connects(nats.url());
            assertEquals("nats://127.0.0.1:" + nats.port(), nats.url());
        }
    }

    @Test
    void takesThePasswordsOfItsUsersOnly(@TempDir Path directory) throws IOException {
        Map<String, String> kept = Map.of("vessel", "aPasswordThatIsKept1");
        try (EmbeddedNats nats = EmbeddedNats.in(directory).passwords(kept).start()) {
            connects(nats.passwords().url("vessel"));
            connects("nats://vessel:aPasswordThatIsKept1@127.0.0.1:" + nats.port());
            assertThrows(IOException.class, () -> connects("nats://vessel:wrong@127.0.0.1:" + nats.port()));
        }
    }

    @Test
    void comesBackOnTheSamePortWithTheSamePasswords(@TempDir Path directory) throws IOException {
        try (EmbeddedNats nats =
                EmbeddedNats.in(directory).durability(Durability.DURABLE).start()) {
            String url = nats.passwords().url("vessel");
            nats.kill();
            nats.restart();
            connects(url);
            nats.restart();
            connects(url);
        }
    }

    @Test
    void readsItsConfigurationAgain(@TempDir Path directory) throws IOException {
        try (EmbeddedNats nats = EmbeddedNats.start(directory)) {
            Process unused = new ProcessBuilder("kill", "-HUP", Long.toString(nats.pid())).start();

            Path log = directory.resolve("nats-server.log");
            assertTrue(Pause.until(
                    () -> DataDirectory.readIfPresent(log).orElse("").contains("eload"), Duration.ofSeconds(10)));
            String told = DataDirectory.readIfPresent(log).orElse("");
            assertTrue(told.contains("Reloaded server configuration"), told);
            connects(nats.passwords().url("vessel"));
        }
    }

    @Test
    void answersNothingWhilePaused(@TempDir Path directory) throws IOException {
        try (EmbeddedNats nats = EmbeddedNats.start(directory);
                NatsTestClient client = new NatsTestClient(nats.url())) {
            nats.pause();
            assertFalse(client.answersWithin(Duration.ofMillis(200)));
            nats.resume();
            assertTrue(client.answersWithin(Duration.ofSeconds(5)));
        }
    }

    private static void connects(String url) throws IOException {
        try (NatsTestClient client = new NatsTestClient(url)) {
            assertTrue(client.answersWithin(Duration.ofSeconds(5)));
        }
    }
}
