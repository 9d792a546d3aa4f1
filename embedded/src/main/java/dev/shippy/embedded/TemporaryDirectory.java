package dev.shippy.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder (mode 0700) that is deleted when it is closed, and also when this JVM ends without closing it, by
 * {@code kill -9} too: then as soon as the servers in it are gone.
 */
public final class TemporaryDirectory implements AutoCloseable {

    private final Path path;
    private final Process reaper;

    private TemporaryDirectory(Path path, Process reaper) {
        this.path = path;
        this.reaper = reaper;
    }

    /** Creates one in the system's folder for temporary files. */
    public static TemporaryDirectory create() {
        try {
            Path path = Files.createTempDirectory("shippy-").toAbsolutePath();
            Process reaper = Script.REAPER
                    .process(List.of(path.toString()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new TemporaryDirectory(path, reaper);
        } catch (IOException e) {
            throw new EmbeddedServerException("No temporary folder can be created: " + e.getMessage(), e);
        }
    }

    public Path path() {
        return path;
    }

    /** Deletes the folder; close the servers in it first. */
    @Override
    public void close() {
        reaper.destroyForcibly();
        delete(path);
    }

    static void delete(Path directory) {
        try {
            Path unused = Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    boolean unusedHere = Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    boolean unusedHere = Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new EmbeddedServerException("The folder " + directory + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
