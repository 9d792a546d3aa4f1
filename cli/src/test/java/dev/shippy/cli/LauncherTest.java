package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private final Map<String, String> variables = new HashMap<>();

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
                "env",
                "iconv",
                "tr",
                "ln")) {
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

    /** The JVM refuses to start with two garbage collectors. */
    @Test
    void leavesTheGarbageCollectorToTheUsersOptions() throws Exception {
        assertTrue(run("status").out().contains("-XX:+UseSerialGC"));
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS")) {
            variables.put(variable, "-Xmx1g -XX:+UseG1GC");

            assertFalse(run("status").out().contains("UseSerialGC"), variable);

            variables.remove(variable);
        }
        variables.put("JDK_JAVA_OPTIONS", "@options");
        assertFalse(run("status").out().contains("UseSerialGC"), "a file may hold one");
    }

    /** Older JVMs refuse the option, newer ones warn without it. */
    @ParameterizedTest
    @CsvSource({"17.0.15, false", "21.0.2, false", "22, false", "23, true", "25.0.1, true", "26-ea, true"})
    void silencesTheWarningsOfNewerJvmsOnly(String version, boolean silenced) throws Exception {
        program("java", JAVA.replace("17.0.15", version));
        assertEquals(silenced, run("status").out().contains(" --sun-misc-unsafe-memory-access=allow "));

        Path jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.move(programs.resolve("java"), jdk.resolve("bin/java"));
        Files.createSymbolicLink(programs.resolve("java"), jdk.resolve("bin/java"));
        assertEquals(silenced, run("status").out().contains(" --sun-misc-unsafe-memory-access=allow "));
    }

    @Test
    void ignoresCdpath() throws Exception {
        variables.put("CDPATH", folder + ":/");
        Path script = Path.of("home with space/shippy");

        Result result = start(script, List.of("status"), folder).end();

        assertEquals(0, result.code(), result.errors());
        assertEquals(1, result.out().lines().count(), result.out());
        assertTrue(result.out().contains(home + "/cli/target/cli.jar status"), result.out());
    }

    /** In such a locale, Java reads arguments and file names as ASCII. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "de_DE.ISO-8859-1", "xx_XX.UTF-8", ""})
    void runsJavaInUtf8(String locale) throws Exception {
        program("java", JAVA.replace("java $*", "$LC_ALL"));
        variables.put("LC_ALL", locale);

        assertEquals("C.UTF-8\n", run("status").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "027", "077", "177", "777"})
    void buildsWithAnyUmask(String umask) throws Exception {
        Path shell = programs.resolve("sh");
        List<String> arguments = List.of("-c", "umask " + umask + "; exec \"$0\" status", home + "/shippy");

        Result result = start(shell, arguments).end();

        assertEquals(0, result.code(), result.errors());
        assertTrue(result.out().endsWith("cli.jar status\n"), result.out());
    }

    /** The JDK interprets these characters. */
    @ParameterizedTest
    @ValueSource(strings = {"a:b", "ship!", "ship!/deeper", "two\nlines", "ends\n"})
    void refusesFoldersThatJavaCannotUse(String name) throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("e")).resolve(name);
        Files.createDirectories(elsewhere.getParent());
        Files.move(home, elsewhere);

        Result result = start(elsewhere.resolve("shippy"), List.of("status")).end();

        assertEquals(1, result.code());
        assertEquals("", result.out());
        assertTrue(result.errors().startsWith("shippy cannot run from " + elsewhere + ": "), result.errors());
        assertTrue(result.errors().endsWith("Move it.\n"), result.errors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a!b", "50%", "#1", "why?", "ö ü", "q\"w'$k;l&m"})
    void runsInAnyOtherFolder(String name) throws Exception {
        Path elsewhere = Files.move(home, folder.resolve(name));

        Result result =
                start(Path.of(name, "shippy"), List.of("status"), folder).end();

        assertEquals(0, result.code(), result.errors());
        assertTrue(result.out().contains(elsewhere + "/cli/target/cli.jar status"), result.out());
    }

    /** Once it is built. */
    @Test
    void runsInAReadOnlyCheckout() throws Exception {
        run("status");
        Files.setPosixFilePermissions(home.resolve("cli/target"), PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            Result result = run("status");

            assertEquals(0, result.code(), result.errors());
            assertEquals("", result.errors());
        } finally {
            Files.setPosixFilePermissions(home.resolve("cli/target"), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void leavesAnExistingEnvUnchanged() throws Exception {
        Files.copy(Path.of("../.env.example"), home.resolve(".env.example"));
        assertEquals(0, run("init").code());
        String written = Files.readString(home.resolve(".env"));

        assertEquals(home + "/.env exists and is left unchanged.\n", run("init").out());
        assertEquals(written, Files.readString(home.resolve(".env")));
    }

    @ParameterizedTest
    @CsvSource({"init --help", "init"})
    void failsWhenInitCannotSayWhatItDid(String arguments) throws Exception {
        Files.copy(Path.of("../.env.example"), home.resolve(".env.example"));
        for (int run = 1; run <= 2; run++) { // the second time the file is there
            Result result = start(
                            programs.resolve("sh"),
                            List.of("-c", "exec \"$0\" " + arguments + " >/dev/full", home + "/shippy"))
                    .end();

            assertEquals(1, result.code());
            assertEquals("The results cannot be written.\n", result.errors());
        }
    }

    @Test
    void doesNotSayBuiltWhenMavenWroteNoProgram() throws Exception {
        program("mvn", "exit 0\n");

        Result result = run("status");

        assertEquals(1, result.code());
        assertFalse(result.errors().contains("Built."), result.errors());
        assertTrue(result.errors().contains("The build failed"), result.errors());
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
        return start(script, arguments, Path.of("/"));
    }

    private Running start(Path script, List<String> arguments, Path from) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        Path out = Files.createTempFile(folder, "out", "");
        Path errors = Files.createTempFile(folder, "errors", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(from.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("PATH", programs.toString());
        builder.environment().remove("JAVA_HOME");
        List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS").forEach(builder.environment()::remove);
        builder.environment().putAll(variables);
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
                program(tool, "exec " + directory + "/" + tool + " \"$@\"\n");
            }
        }
    }
}
