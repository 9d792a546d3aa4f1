package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsServerInstallationTest {

    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());

    /** Writes a script that says that it has a version, or fails. */
    private record FakeSource(String name, String version) implements NatsServerSource {

        @Override
        public String entry() {
            return "nats-server-" + version;
        }

        @Override
        public void install(Path folder) {
            if (version.isEmpty()) {
                throw new EmbeddedServerException("no network for " + name);
            }
            try {
                Path program = Files.writeString(
                        folder.resolve("nats-server"), "#!/bin/sh\necho nats-server: v" + version + "\n");
                if (!program.toFile().setExecutable(true)) {
                    throw new EmbeddedServerException("not executable");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void takesTheFirstWayThatWorks(@TempDir Path cache) {
        NatsServerBinary installed = installation(
                        cache, new FakeSource("first", ""), new FakeSource("second", "2.14.2"))
                .findOrInstall();
        assertEquals("2.14.2", installed.version());
        assertEquals(cache.resolve("nats-server-2.14.2/nats-server"), installed.path());
        assertTrue(progress.toString().contains("no network for first"), progress::toString);
    }

    @Test
    void installsOnce(@TempDir Path cache) {
        NatsServerInstallation installation = installation(cache, new FakeSource("only", "2.14.2"));
        NatsServerBinary first = installation.findOrInstall();
        progress.clear();
        assertEquals(first, installation.findOrInstall());
        assertEquals(List.of(), progress);
    }

    @Test
    void namesEveryWayWhenAllFail(@TempDir Path cache) throws IOException {
        NatsServerInstallation installation = installation(
                cache, new FakeSource("first", ""), new FakeSource("second", ""), new FakeSource("old", "2.9.9"));
        EmbeddedServerException failed = assertThrows(EmbeddedServerException.class, installation::findOrInstall);
        String sentence = String.valueOf(failed.getMessage());
        assertTrue(sentence.contains("first: no network for first"), sentence);
        assertTrue(sentence.contains("second: no network for second"), sentence);
        assertTrue(sentence.contains("old: it is 2.9.9, too old"), sentence);
        try (var left = Files.list(cache)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void letsSeveralInstallAtOnce(@TempDir Path cache) throws InterruptedException, ExecutionException {
        var pool = Executors.newFixedThreadPool(8);
        try {
            Callable<NatsServerBinary> install = installation(cache, new FakeSource("only", "2.14.2"))::findOrInstall;
            for (Future<NatsServerBinary> each : pool.invokeAll(Collections.nCopies(8, install))) {
                assertTrue(Files.isExecutable(each.get().path()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void refusesAProgramThatIsNoNatsServer(@TempDir Path directory) {
        assertFalse(NatsServerBinary.probe(directory.resolve("missing")).isPresent());
        EmbeddedServerException refused =
                assertThrows(EmbeddedServerException.class, () -> NatsServerBinary.at(Path.of("/bin/true")));
        assertTrue(String.valueOf(refused.getMessage()).contains("/bin/true"));
    }

    private NatsServerInstallation installation(Path cache, NatsServerSource... sources) {
        return new NatsServerInstallation(new Cache(cache), List.of(sources), progress::add);
    }
}
