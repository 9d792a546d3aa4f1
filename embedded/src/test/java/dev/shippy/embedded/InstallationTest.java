package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());

    /** Writes a script that says that it has a version, or fails. */
    private record FakeSource(String name, String version) implements ProgramSource {

        @Override
        public String entry() {
            return "nats-server-" + version;
        }

        @Override
        public void install(Path folder, Consumer<String> progress) {
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
        Program installed = installation(cache, new FakeSource("first", ""), new FakeSource("second", "2.14.2"))
                .findOrInstall();
        assertEquals("2.14.2", installed.version());
        assertEquals(cache.resolve("nats-server-2.14.2/nats-server"), installed.path());
        assertTrue(progress.toString().contains("no network for first"), progress::toString);
    }

    @Test
    void installsOnce(@TempDir Path cache) {
        Installation installation = installation(cache, new FakeSource("only", "2.14.2"));
        Program first = installation.findOrInstall();
        progress.clear();
        assertEquals(first, installation.findOrInstall());
        assertEquals(List.of(), progress);
    }

    @Test
    void namesEveryWayWhenAllFail(@TempDir Path cache) throws IOException {
        Installation installation = installation(
                cache, new FakeSource("first", ""), new FakeSource("second", ""), new FakeSource("old", "2.9.9"));
        EmbeddedServerException failed = assertThrows(EmbeddedServerException.class, installation::findOrInstall);
        String sentence = String.valueOf(failed.getMessage());
        assertTrue(sentence.contains("first: no network for first"), sentence);
        assertTrue(sentence.contains("second: no network for second"), sentence);
        assertTrue(sentence.contains("is version 2.9.9, but at least 2.9.10 is required"), sentence);
        assertTrue(sentence.endsWith("\nAsk somebody."), sentence);
        try (var left = Files.list(cache)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void letsSeveralInstallAtOnce(@TempDir Path cache) throws InterruptedException, ExecutionException {
        var pool = Executors.newFixedThreadPool(8);
        try {
            Callable<Program> install = installation(cache, new FakeSource("only", "2.14.2"))::findOrInstall;
            for (Future<Program> each : pool.invokeAll(Collections.nCopies(8, install))) {
                assertTrue(Files.isExecutable(each.get().path()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void refusesAProgramThatIsNoNatsServer(@TempDir Path directory) {
        assertFalse(Program.probe(directory.resolve("missing")).isPresent());
        assertThrows(EmbeddedServerException.class, () -> Program.at(directory.resolve("missing")));
        EmbeddedServerException refused =
                assertThrows(EmbeddedServerException.class, () -> NatsServerBinary.at(Path.of("/bin/true")));
        assertTrue(String.valueOf(refused.getMessage()).contains("/bin/true"));
    }

    @Test
    void takesTheProgramOutOfAZipArchive(@TempDir Path folder) throws IOException {
        Path archive = folder.resolve("archive");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String name : List.of("nats-0.4.0-linux-amd64/README.md", "nats-0.4.0-linux-amd64/nats")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("#!/bin/sh\necho v0.4.0\n".getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }

        ProgramArchive.unzip(archive, folder.resolve("nats"), 100);

        assertEquals("0.4.0", Program.at(folder.resolve("nats")).version());
        assertThrows(
                EmbeddedServerException.class, () -> ProgramArchive.unzip(archive, folder.resolve("more/nats"), 5));
    }

    private Installation installation(Path cache, ProgramSource... sources) {
        ProgramKind kind = new ProgramKind(
                "nats-server",
                "SHIPPY_NATS_SERVER",
                new ProgramKind.Version(2, 9, 10),
                List.of(sources),
                "Ask somebody.");
        return new Installation(kind, new Cache(cache), progress::add);
    }
}
