package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A nats-server program.
 *
 * @param path where it is, absolute
 * @param major first number of its version
 * @param minor second number of its version
 * @param patch third number of its version
 */
public record NatsServerBinary(Path path, int major, int minor, int patch) {

    /** The version that is installed where none is found. */
    public static final String PINNED = "2.14.2";

    private static final String RELEASE = "https://github.com/nats-io/nats-server/releases/download/v" + PINNED
            + "/nats-server-v" + PINNED + "-%s.tar.gz";

    /** As the official container image of this version checks them. */
    private static final Map<String, String> SHA256 = Map.of(
            "linux-amd64", "b3e7b14eb10c895fd90c2dacdb6b65bd3208adcc9524dd7689ba2c1024e6b97a",
            "linux-arm64", "15fd0c3438e7178e5316e63be68373ad581c8d78db26e649113aa303b74e5e58",
            "linux-s390x", "acb6081c49e101119fb35a3cb2d77e7970440e968583c61aedf6e64e4f5023d3",
            "linux-ppc64le", "05733a36a22ece31a23059147fbb7a9b27bb86e9770ffb1b6ba7478603b75330");

    static final ProgramKind KIND = new ProgramKind(
            "nats-server",
            "SHIPPY_NATS_SERVER",
            new ProgramKind.Version(2, 9, 10),
            List.of(
                    OfficialRelease.of("nats-server", PINNED, RELEASE, SHA256),
                    new GoModule("nats-server", PINNED, "github.com/nats-io/nats-server/v2"),
                    new NatsServerDebianPackage()),
            "Install the package nats-server, set SHIPPY_NATS_SERVER to a nats-server program, or set NATS_URL to a"
                    + " running server.");

    private NatsServerBinary(Program program) {
        this(program.path(), program.major(), program.minor(), program.patch());
    }

    /**
     * Finds nats-server: the file that the environment variable {@code SHIPPY_NATS_SERVER} names, else 2.9.10 or newer on
     * PATH, else in the user's cache, else installs it there.
     *
     * @param progress hears, on the calling thread, a line for each step that takes long
     * @throws EmbeddedServerException naming every way that was tried, when all of them fail
     */
    public static NatsServerBinary find(Consumer<String> progress) {
        return new NatsServerBinary(KIND.find(progress));
    }

    /**
     * A program at a known place.
     *
     * @throws EmbeddedServerException if that is no nats-server
     */
    public static NatsServerBinary at(Path path) {
        return new NatsServerBinary(Program.at(path));
    }

    /** Such as {@code 2.14.2}. */
    public String version() {
        return program().version();
    }

    /** Whether it can write every acknowledged message through to the disk. */
    public boolean syncsAlways() {
        return program().isAtLeast(2, 10, 0);
    }

    private Program program() {
        return new Program(path, major, minor, patch);
    }
}
