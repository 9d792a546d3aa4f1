package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The {@code nats} command (natscli).
 *
 * @param path where it is, absolute
 * @param version such as {@code 0.4.0}
 */
public record NatsCommand(Path path, String version) {

    /** The version that is installed where none is found. */
    public static final String PINNED = "0.4.0";

    private static final String RELEASE =
            "https://github.com/nats-io/natscli/releases/download/v" + PINNED + "/nats-" + PINNED + "-%s.zip";

    /** Of the archives of this release. */
    private static final Map<String, String> SHA256 = Map.of(
            "linux-amd64", "8dbd437c826b953dbd7432cf890ef22ba3c33dccc3dce5e71b3e8d055427849c",
            "linux-arm64", "9ce0c8a6653cd697d0b32687fcb53b59c13a2ad7a6ade7af8ad8a1c0f7357a87",
            "darwin-amd64", "87cbc208a9fb1dcd3be364ab351a14901c9c29d50ef6a7a2fd897362dbb0db47",
            "darwin-arm64", "39a68a0673f1b87d0887f48b02ca17f5d803f5689d4a9cff8e74b6411d6baef7");

    static final ProgramKind KIND = new ProgramKind(
            "nats",
            "SHIPPY_NATS",
            new ProgramKind.Version(0, 4, 0),
            List.of(
                    OfficialRelease.of("nats", PINNED, RELEASE, SHA256),
                    new GoModule("nats", PINNED, "github.com/nats-io/natscli/nats")),
            "Install natscli, or set SHIPPY_NATS to a nats program.");

    /**
     * Finds the command: the file that the environment variable {@code SHIPPY_NATS} names, else 0.4.0 or newer on PATH, else
     * in the user's cache, else installs it there.
     *
     * @param progress hears, on the calling thread, a line for each step that takes long
     * @throws EmbeddedServerException naming every way that was tried, when all of them fail
     */
    public static NatsCommand find(Consumer<String> progress) {
        Program found = KIND.find(progress);
        return new NatsCommand(found.path(), found.version());
    }
}
