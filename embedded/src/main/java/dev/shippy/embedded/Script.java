package dev.shippy.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The shell scripts that outlive this JVM. */
enum Script {
    WATCHDOG("watchdog.sh"),
    REAPER("reaper.sh");

    private static final List<String> DETACHED = detached();

    private final String text;

    Script(String resource) {
        try (var stream = Script.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing from the jar");
            }
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that runs this script in a session of its own, out of reach of a terminal's Ctrl-C. */
    ProcessBuilder process(List<String> arguments) {
        List<String> command = new ArrayList<>(DETACHED);
        command.addAll(List.of("sh", "-c", text, "shippy"));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private static List<String> detached() {
        if (Executables.find("setsid").isPresent()) {
            return List.of("setsid");
        }
        if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
            return List.of("/usr/bin/perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV", "--");
        }
        return List.of();
    }
}
