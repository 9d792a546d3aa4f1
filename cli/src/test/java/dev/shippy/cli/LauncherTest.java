package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script `shippy` in a tree of its own, with a java and a mvn that only tell what they were asked. */
class LauncherTest {

    private static final String JAVA = """
            if [ "$1" = -version ]; then echo 'openjdk version "17.0.15" 2025-04-15' >&2; exit 0; fi
            echo "java $*"
            """;
    private static final String MAVEN = """
            echo '[INFO] Building contracts 1.0.0                    [2/8]'
            echo "mvn $*"
            echo built >>"$PWD/builds"
            : >cli/target/cli.jar
            """;

    private record Result(int code, String out, String errors) {}

    @TempDir
    Path folder;

    private Path home;
    private Path programs;

    @BeforeEach
    void layOut() throws IOException {
        home = Files.createDirectories(folder.resolve("home with space"));
        programs = Files.createDirectories(folder.resolve("bin"));
        Files.copy(Path.of("../shippy"), home.resolve("shippy"));
        Files.writeString(home.resolve("pom.xml"), "");
        for (String module : List.of("contracts", "runtime", "embedded", "vessel", "user", "consignment", "cli")) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
            Files.writeString(home.resolve(module).resolve("pom.xml"), "");
        }
        program("java", JAVA);
        program("mvn", MAVEN);
        for (String tool : List.of(
                "sh",
                "sed",
                "head",
                "find",
                "grep",
                "cat",
                "tee",
                "mkdir",
                "rm",
                "mv",
                "sleep",
                "dirname",
                "readlink",
                "env")) {
            link(tool);
        }
    }

    @Test
    void buildsFirstAndTellsOfItOnStandardErrorOnly() throws Exception {
        Result result = run("status", "--output", "json");

        assertEquals(0, result.code(), result.errors());
        assertEquals(1, result.out().lines().count(), result.out());
        assertTrue(result.out().endsWith("cli/target/cli.jar status --output json\n"), result.out());
        assertTrue(result.errors().contains("[2/8] contracts"), result.errors());
    }

    @Test
    void buildsOnlyOnce() throws Exception {
        run("status");
        Result second = run("status");

        assertEquals(1, builds());
        assertEquals("", second.errors());
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        run("status");
        Path source = Files.writeString(home.resolve("vessel/src/main/Vessel.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        run("status");

        assertEquals(2, builds());
    }

    @Test
    void showsWhyABuildFailedAndWhereItsLogIs() throws Exception {
        program("mvn", "echo '[ERROR] cannot find symbol'; exit 1\n");

        Result result = run("status");

        assertEquals(1, result.code());
        assertEquals("", result.out());
        assertTrue(result.errors().contains("[ERROR] cannot find symbol"), result.errors());
        assertTrue(result.errors().contains("build.log"), result.errors());
        assertFalse(Files.exists(home.resolve("cli/target/build.lock")));
    }

    @Test
    void worksThroughSymbolicLinksFromAnyFolder() throws Exception {
        Path first = Files.createSymbolicLink(folder.resolve("first"), home.resolve("shippy"));
        Path second = Files.createSymbolicLink(programs.resolve("shippy"), first);

        Result result = start(second, List.of("vessel", "create", "--name", "two words"))
                .end();

        assertEquals(0, result.code(), result.errors());
        assertTrue(result.out().contains(home + "/cli/target/cli.jar vessel create --name two words"), result.out());
    }

    @Test
    void letsOneBuildWaitForAnother() throws Exception {
        program("mvn", "sleep 1\n" + MAVEN);

        Running first = start(home.resolve("shippy"), List.of("status"));
        Running second = start(home.resolve("shippy"), List.of("status"));

        assertEquals(0, first.end().code());
        assertEquals(0, second.end().code());
        assertEquals(1, builds());
    }

    @Test
    void takesOverTheLockOfABuildThatWasKilled() throws Exception {
        Path lock = Files.createDirectories(home.resolve("cli/target/build.lock"));
        Files.writeString(lock.resolve("pid"), "999999999\n");

        assertEquals(0, run("status").code());
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        Files.delete(programs.resolve("mvn"));
        Result noMaven = run("status");
        program("java", "echo 'openjdk version \"11.0.2\"' >&2\n");
        Result oldJava = run("status");
        Files.delete(programs.resolve("java"));
        Result noJava = run("status");

        assertTrue(noMaven.errors().contains("there is no mvn on PATH"), noMaven.errors());
        assertTrue(oldJava.errors().contains("needs Java 17 or newer"), oldJava.errors());
        assertTrue(noJava.errors().contains("needs Java 17 or newer: there is no java"), noJava.errors());
        assertEquals(List.of(1, 1, 1), List.of(noMaven.code(), oldJava.code(), noJava.code()));
    }

    @Test
    void compilesQuicklyForShortCommandsOnly() throws Exception {
        assertTrue(run("status").out().contains("TieredStopAtLevel=1"));
        assertFalse(run("up").out().contains("TieredStopAtLevel"));
    }

    private long builds() throws IOException {
        try (Stream<String> lines = Files.lines(home.resolve("builds"))) {
            return lines.count();
        }
    }

    @CanIgnoreReturnValue
    private Result run(String... arguments) throws Exception {
        return start(home.resolve("shippy"), List.of(arguments)).end();
    }

    private Running start(Path script, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        Path out = Files.createTempFile(folder, "out", "");
        Path errors = Files.createTempFile(folder, "errors", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("PATH", programs.toString());
        builder.environment().remove("JAVA_HOME");
        return new Running(builder.start(), out, errors);
    }

    private record Running(Process process, Path out, Path errors) {
        Result end() throws Exception {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
            return new Result(process.exitValue(), Files.readString(out), Files.readString(errors));
        }
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void link(String tool) throws IOException {
        for (String directory : List.of("/usr/bin", "/bin")) {
            if (Files.exists(Path.of(directory, tool)) && !Files.exists(programs.resolve(tool))) {
                Files.createSymbolicLink(programs.resolve(tool), Path.of(directory, tool));
            }
        }
    }
}
