package dev.shippy.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The classes that a program loads, kept beside its jar: with them it starts in half the time. A run that ends by itself makes
 * the archive; where that cannot be done an empty file says so, and the program starts without.
 *
 * @param jar what {@code java -jar} runs, with its libraries in {@code lib}
 * @param arguments and
 * @param environment of a run that ends soon and loads much of what others load
 */
public record ClassArchive(Path jar, List<String> arguments, Map<String, String> environment) {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    public ClassArchive {
        jar = jar.toAbsolutePath().normalize();
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** Options for the JVM. The first call after a build takes some seconds, in whichever process it is made. */
    public List<String> options() {
        try {
            keep();
            return Files.size(file()) == 0
                    ? List.of()
                    : List.of("-XX:SharedArchiveFile=" + file(), "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return beside(".jsa");
    }

    private void keep() throws IOException {
        synchronized (ClassArchive.class) {
            try (FileChannel channel =
                            FileChannel.open(beside(".jsa.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !isFresh()) {
                    make();
                }
            }
        }
    }

    /** The JVM does not take an archive that is older than one of its jars. */
    private boolean isFresh() throws IOException {
        if (!Files.exists(file())) {
            return false;
        }
        long made = Files.getLastModifiedTime(file()).toMillis();
        Path libraries = jar.resolveSibling("lib");
        try (Stream<Path> jars = Files.isDirectory(libraries) ? Files.list(libraries) : Stream.empty()) {
            return Stream.concat(Stream.of(jar), jars)
                    .map(it -> it.toFile().lastModified())
                    .max(Comparator.naturalOrder())
                    .filter(newest -> newest <= made)
                    .isPresent();
        }
    }

    private void make() throws IOException {
        Path next = beside(".jsa.next");
        Files.deleteIfExists(next);
        run(next);
        if (!Files.exists(next)) {
            Files.createFile(next);
        }
        Files.move(next, file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void run(Path archive) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(JavaProgram.path());
        command.addAll(JavaProgram.options());
        command.addAll(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + archive));
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Path beside(String ending) {
        return jar.resolveSibling(String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "") + ending);
    }
}
