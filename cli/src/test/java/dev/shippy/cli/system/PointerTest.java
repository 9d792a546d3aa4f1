package dev.shippy.cli.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.cli.StateDirectory;
import dev.shippy.embedded.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointerTest {

    private static final String ADDRESS = "nats://127.0.0.1:4000";

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();

    @Test
    void pointsToTheSystemUntilItEnds() {
        StateDirectory state = new StateDirectory(folder.resolve("state"));

        Pointer pointer = point(state, folder.resolve("one"));
        assertEquals(Optional.of(folder.resolve("one")), state.runningSystem());
        pointer.remove();

        assertEquals(Optional.empty(), state.runningSystem());
        assertEquals(List.of("announced"), lines);
    }

    @Test
    void keepsThePointerToAnotherRunningSystem() {
        StateDirectory state = new StateDirectory(folder.resolve("state"));
        Path one = folder.resolve("one");
        try (DataDirectory running = DataDirectory.open(one)) {
            Pointer first = point(state, one);
            Pointer second = point(state, folder.resolve("two"));

            assertEquals(Optional.of(one), state.runningSystem());
            assertEquals(List.of("announced", "announced"), lines.subList(0, 2));
            assertTrue(
                    lines.get(2).contains(one.toString()) && lines.get(2).endsWith("--server " + ADDRESS),
                    lines::toString);
            second.remove();
            assertEquals(Optional.of(running.path()), state.runningSystem());
            first.remove();
            assertEquals(Optional.empty(), state.runningSystem());
        }
    }

    @Test
    void knowsItsOwnFolderByAnotherPath() throws IOException {
        StateDirectory state = new StateDirectory(folder.resolve("state"));
        Path one = folder.resolve("one");
        try (DataDirectory running = DataDirectory.open(one)) {
            state.noteRunningSystem(Files.createSymbolicLink(folder.resolve("link"), one));

            Pointer pointer = point(state, running.path());

            assertEquals(List.of("announced"), lines);
            assertEquals(Optional.of(one), state.runningSystem());
            pointer.remove();
        }
    }

    @Test
    void replacesThePointerOfAKilledSystem() {
        StateDirectory state = new StateDirectory(folder.resolve("state"));
        Path killed = folder.resolve("killed");
        DataDirectory.open(killed).close();
        state.noteRunningSystem(killed);

        Pointer unused = point(state, folder.resolve("two"));

        assertEquals(Optional.of(folder.resolve("two")), state.runningSystem());
        assertEquals(List.of("announced"), lines);
    }

    @Test
    void announcesTheSystemWithoutAPointerToo() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        point(new StateDirectory(file.resolve("state")), folder.resolve("one")).remove();

        assertEquals("announced", lines.get(0));
        assertTrue(lines.get(1).endsWith("--server " + ADDRESS), lines::toString);
    }

    private Pointer point(StateDirectory state, Path to) {
        return Pointer.to(state, to, ADDRESS, () -> lines.add("announced"), lines::add);
    }
}
