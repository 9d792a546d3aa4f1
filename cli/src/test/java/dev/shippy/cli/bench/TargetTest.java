package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.cli.FailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {

    @Test
    void findsInTheFolderOfUpWhatLoadTestsNeed(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("operator.url"), "nats://operator:secret1@127.0.0.1:4711\n");
        Files.writeString(folder.resolve("nats.env"), "VESSEL_NATS_PASSWORD=other\nBENCH_NATS_PASSWORD=secret2\n");
        Files.writeString(folder.resolve("admin.login"), "admin@shippy.local\nsecret3\n");
        Target target = Target.inFolder(folder);

        assertEquals("nats://127.0.0.1:4711", target.server());
        assertEquals("nats://bench:secret2@127.0.0.1:4711", target.url());
        assertEquals("_INBOX_bench", target.inboxPrefix());
        assertTrue(target.mayServeEcho());
        assertEquals("secret3", target.admin().orElseThrow().getPassword());
        assertEquals(Optional.empty(), target.services());
        assertFalse(target.toString().contains("secret"), target::toString);
    }

    @Test
    void saysWhichFileIsMissing(@TempDir Path folder) {
        FailureException failed = assertThrows(FailureException.class, () -> Target.inFolder(folder));
        assertTrue(String.valueOf(failed.getMessage()).contains("operator.url"), failed::getMessage);
    }

    @Test
    void isTheCustomerOfAnAddressWithoutAUser() {
        Target target = Target.at("nats://example.org:4222");
        assertEquals("nats://example.org:4222", target.url());
        assertEquals("_INBOX", target.inboxPrefix());
        assertFalse(target.mayServeEcho());
    }

    @Test
    void isTheUserOfAnAddress() {
        Target target = Target.at("nats://bench:secret@example.org:4222");
        assertEquals("nats://example.org:4222", target.server());
        assertEquals("nats://bench:secret@example.org:4222", target.url());
        assertTrue(target.mayServeEcho());
    }

    @Test
    void countsCpuOfTheTimeBetween() {
        CpuTimes before = new CpuTimes(Map.of("services", 1.0, "postgres", 5.0));
        CpuTimes after = new CpuTimes(Map.of("services", 3.5, "postgres", 4.0, "mongod", 0.5));

        // A process of postgres has ended meanwhile, with what it had used.
        assertEquals(
                Map.of("services", 2.5, "postgres", 0.0, "mongod", 0.5),
                after.since(before).byProcess());
    }

    @Test
    void knowsTheCpuOfThisProcess() {
        CpuTimes times = CpuTimes.of(ProcessHandle.current());
        assertTrue(times.of("services").orElseThrow() > 0);
    }
}
