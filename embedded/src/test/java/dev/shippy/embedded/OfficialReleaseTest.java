package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release from a test server, whose archive is packed like MongoDB's. */
class OfficialReleaseTest {

    private static final String SCRIPT = "#!/bin/sh\necho db version v8.0.11\n";

    @TempDir
    private Path folder;

    private final List<String> progress = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(Loopback.address(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void takesTheProgramOutOfTheArchiveAndNothingElse() throws IOException {
        byte[] archive = archive("mongodb-8.0.11/bin/mongod");

        release(archive, Checksum.of(archive)).install(folder, progress::add);

        assertEquals("8.0.11", Program.at(folder.resolve("mongod")).version());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("mongod")), files.toList());
        }
    }

    @Test
    void isFoundAgainInTheCache() throws IOException {
        byte[] archive = archive("mongodb-8.0.11/bin/mongod");
        ProgramKind kind = new ProgramKind(
                "mongod",
                "SHIPPY_MONGOD",
                new ProgramKind.Version(6, 0, 0),
                List.of(release(archive, Checksum.of(archive))),
                "");
        Program installed = new Installation(kind, new Cache(folder), progress::add).findOrInstall();
        server.stop(0);

        assertEquals(installed, new Installation(kind, new Cache(folder), progress::add).findOrInstall());
        assertEquals(folder.resolve("mongod-8.0.11/mongod"), installed.path());
        assertTrue(progress.toString().contains("Installed mongod 8.0.11"), progress::toString);
    }

    @Test
    void refusesAnArchiveThatIsNotTheOneThatIsMeant() throws IOException {
        byte[] archive = archive("mongodb-8.0.11/bin/mongod");
        String other = Checksum.of(new byte[] {1});

        String sentence = refused(release(archive, other));

        assertTrue(sentence.contains(other) && sentence.contains(Checksum.of(archive)), sentence);
        assertFalse(Files.exists(folder.resolve("mongod")));
    }

    @Test
    void refusesAnArchiveWithoutTheProgram() throws IOException {
        byte[] archive = archive("mongodb-8.0.11/bin/mongos");

        assertEquals("the archive holds no mongod", refused(release(archive, Checksum.of(archive))));
    }

    @Test
    void saysWhatTheServerAnswered() throws IOException {
        OfficialRelease release = release(archive("a/mongod"), "any");
        server.removeContext("/");

        assertTrue(refused(release).endsWith("answered 404"));
    }

    @Test
    void doesNotWaitForAServerThatFallsSilent() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(new byte[500]);
            exchange.getResponseBody().flush();
            try {
                boolean unused = over.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });

        String sentence = refused(release("any", Duration.ofSeconds(1)));

        over.countDown();
        assertTrue(sentence.contains("not finished within 1 s"), sentence);
    }

    @Test
    void saysThatThereIsNoneForThisMachine() {
        OfficialRelease release = new OfficialRelease("mongod", "8.0.11", Map.of());

        assertEquals("no archive with a known checksum for " + Platform.current(), refused(release));
    }

    @Test
    void everyWayToMongodNamesItsArchiveAndItsChecksum() {
        OfficialRelease official = (OfficialRelease) MongodBinary.KIND.sources().get(0);

        assertEquals(4, official.archives().size());
        official.archives().values().forEach(archive -> {
            assertTrue(archive.sha256().matches("[0-9a-f]{64}"), archive::toString);
            assertTrue(archive.address().toString().endsWith("-8.0.11.tgz"), archive::toString);
        });
    }

    private String refused(OfficialRelease release) {
        return String.valueOf(assertThrows(EmbeddedServerException.class, () -> release.install(folder, progress::add))
                .getMessage());
    }

    private OfficialRelease release(byte[] archive, String sha256) {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
        return release(sha256, Duration.ofMinutes(1));
    }

    private OfficialRelease release(String sha256, Duration limit) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mongodb-8.0.11.tgz");
        Map<String, OfficialRelease.Archive> archives =
                Map.of(Platform.current(), new OfficialRelease.Archive(address, sha256));
        return new OfficialRelease("mongod", "8.0.11", archives, limit);
    }

    private static byte[] archive(String program) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            for (String name : List.of("mongodb-8.0.11/README", program)) {
                byte[] content = SCRIPT.getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
