package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {

    @TempDir
    private Path folder;

    @Test
    void doesNotTakeAMissingFolderForAFullDisk() {
        List<String> told = new ArrayList<>();

        assertFalse(new DiskReports(Disk.REAL, told::add).isFull(folder.resolve("deleted")));
        assertEquals(List.of(), told);
    }

    @Test
    void leavesNothingBehindAfterATrial() throws IOException {
        assertTrue(Disk.REAL.isWritable(folder));
        assertFalse(Disk.REAL.isWritable(folder.resolve("missing")));
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }
}
