package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @Test
    void deletesAFileAndMindsNoneThatIsGone(@TempDir Path folder) {
        try (DataDirectory directory = DataDirectory.open(folder)) {
            Path file = directory.writeSecret("mongo.url", "secret");

            directory.delete("mongo.url");
            directory.delete("mongo.url");

            assertFalse(Files.exists(file));
        }
    }

    @Test
    void isForItsOwnerOnly(@TempDir Path parent) throws IOException {
        Path path = parent.resolve("a/b");
        try (DataDirectory directory = DataDirectory.open(path)) {
            assertEquals(path, directory.path());
            assertEquals("rwx------", mode(path));
            assertEquals("rwx------", mode(directory.subdirectory("nats")));
            assertEquals("rw-------", mode(directory.writeSecret("operator.url", "secret")));
        }
    }

    @Test
    void isGivenToOneAtATime(@TempDir Path path) {
        try (DataDirectory first = DataDirectory.open(path)) {
            EmbeddedServerException refused =
                    assertThrows(EmbeddedServerException.class, () -> DataDirectory.open(path));
            assertTrue(String.valueOf(refused.getMessage()).contains("is in use by another running system"));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains(first.path().toString()));
        }
        DataDirectory.open(path).close();
    }

    @Test
    void isNotTakenFromAnotherJvm(@TempDir Path path) throws IOException, InterruptedException {
        try (ChildJvm other = new ChildJvm(LockingProgram.class, path)) {
            assertEquals("locked", other.line());
            assertThrows(EmbeddedServerException.class, () -> DataDirectory.open(path));
            assertTrue(DataDirectory.isInUse(path));
            other.signal("KILL");
            assertTrue(other.ends());
        }
        assertFalse(DataDirectory.isInUse(path));
        DataDirectory.open(path).close();
        assertFalse(DataDirectory.isInUse(path.resolve("missing")));
    }

    /** The operating system gives a process's lock back when it closes any channel to the file. */
    @Test
    void keepsItsLockWhenThisJvmAsksAgain(@TempDir Path parent) throws IOException {
        Path path = Files.createDirectory(parent.resolve("data"));
        Path link = Files.createSymbolicLink(parent.resolve("link"), path);
        try (DataDirectory held = DataDirectory.open(path)) {
            assertTrue(DataDirectory.isInUse(path));
            assertTrue(DataDirectory.isInUse(link));
            assertThrows(EmbeddedServerException.class, () -> DataDirectory.open(link));

            try (ChildJvm other = new ChildJvm(LockingProgram.class, path)) {
                assertThrows(IOException.class, other::line, held.path()::toString);
            }
        }
    }

    @Test
    void saysWhichSecretIsNotText(@TempDir Path path) throws IOException {
        try (DataDirectory directory = DataDirectory.open(path)) {
            Path file = Files.write(path.resolve("admin"), new byte[] {'a', (byte) 0xe4, 'b'});
            EmbeddedServerException refused =
                    assertThrows(EmbeddedServerException.class, () -> directory.readSecret("admin"));
            assertEquals(file + " cannot be read: it is not UTF-8 text", refused.getMessage());
        }
    }

    @Test
    void saysWhenItCannotBeCreated(@TempDir Path parent) throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        EmbeddedServerException refused =
                assertThrows(EmbeddedServerException.class, () -> DataDirectory.open(file.resolve("data")));
        assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()));
    }

    @Test
    void replacesASecretWhole(@TempDir Path path) throws IOException {
        try (DataDirectory directory = DataDirectory.open(path)) {
            assertEquals(Optional.empty(), directory.readSecret("admin"));
            Path file = directory.writeSecret("admin", "a longer first one");
            assertEquals(file, directory.writeSecret("admin", "second"));
            assertEquals(Optional.of("second"), directory.readSecret("admin"));
            try (var files = Files.list(path)) {
                assertEquals(2, files.count());
            }
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
