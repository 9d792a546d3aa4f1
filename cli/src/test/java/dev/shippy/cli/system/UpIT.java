package dev.shippy.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** `up` as a process of its own, as people start it. */
class UpIT extends UpSuite {

    @Override
    Map<String, String> servers() {
        return Map.of();
    }

    @Test
    void refusesAFolderThatIsInUse() throws Exception {
        Path data = folder.resolve("data");
        startUp("--data", data.toString(), "--port", "0");

        JarRunner.Result second = shippy.run("up", "--data", data.toString(), "--port", "0");

        assertEquals(1, second.code());
        assertTrue(second.errors().contains("is in use by another running system"), second.errors());
        assertEquals(0, shippy.run("status").code());
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            JarRunner.Result result = shippy.run("up", "--port", String.valueOf(taken.getLocalPort()));

            assertEquals(1, result.code());
            assertTrue(result.errors().contains("is taken"), result.errors());
            assertEquals(1, result.errors().lines().count(), result.errors());
        }
    }

    @Test
    void printsACompletionScriptThatBashReads() throws Exception {
        Path script = Files.writeString(
                folder.resolve("completion"), shippy.run("completion").out());

        Process bash = new ProcessBuilder("bash", "-c", ". \"$0\" && complete -p shippy", script.toString()).start();

        assertEquals(0, bash.waitFor());
    }

    @Test
    void namesEveryPasswordThatARealNatsNeeds() throws Exception {
        shippy.set("NATS_URL", "nats://127.0.0.1:1");

        JarRunner.Result result = shippy.run("up");

        assertEquals(1, result.code());
        for (String variable : List.of("VESSEL_NATS_PASSWORD", "USER_PUBLIC_NATS_PASSWORD", "OPERATOR_NATS_PASSWORD")) {
            assertTrue(result.errors().contains(variable + " is missing"), result.errors());
        }
    }
}
