package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveIT {

    /** What the jar runs. */
    static final class Greeting {

        public static void main(String[] arguments) {
            System.out.println("Hello " + String.join(" ", arguments));
        }
    }

    @TempDir
    private Path folder;

    @Test
    void makesAnArchiveOnceForEachJarAndTheProgramLoadsFromIt() throws Exception {
        ClassArchive archive = new ClassArchive(jar(), List.of("nobody"), Map.of());

        List<String> options = archive.options();
        FileTime made = Files.getLastModifiedTime(archive.file());

        assertEquals("-XX:SharedArchiveFile=" + archive.file(), options.get(0));
        String output = run(options);
        assertTrue(output.contains("Hello you\n"), output);
        assertTrue(output.contains("Greeting source: shared objects file"), output);
        assertEquals(options, archive.options());
        assertEquals(made, Files.getLastModifiedTime(archive.file()));

        FileTime built = FileTime.fromMillis(made.toMillis() + 10_000);
        Files.setLastModifiedTime(archive.jar(), built);
        assertEquals(options, archive.options());
        assertNotEquals(made, Files.getLastModifiedTime(archive.file()));
    }

    @Test
    void startsWithoutWhereNoneCanBeMade() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar");

        assertEquals(List.of(), new ClassArchive(broken, List.of(), Map.of()).options());
    }

    private Path jar() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Greeting.class.getName());
        Path jar = folder.resolve("greeting.jar");
        String name = Greeting.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream code = Greeting.class.getClassLoader().getResourceAsStream(name)) {
            entries.putNextEntry(new JarEntry(name));
            entries.write(code.readAllBytes());
            entries.closeEntry();
        }
        return jar;
    }

    private String run(List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(JavaProgram.path());
        command.addAll(JavaProgram.options());
        command.addAll(List.of("-Xlog:class+load"));
        command.addAll(options);
        command.addAll(List.of("-jar", folder.resolve("greeting.jar").toString(), "you"));
        Process process = new ProcessBuilder(command).start();
        return process.inputReader().lines().reduce("", (all, line) -> all + line + "\n");
    }
}
