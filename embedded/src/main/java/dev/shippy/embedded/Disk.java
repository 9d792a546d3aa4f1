package dev.shippy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file systems of folders. */
interface Disk {

    /** With less free space, a server soon fails to write, and its log may fail too. */
    int FULL_BYTES = 256 * 1024;

    Disk REAL = new Disk() {
        @Override
        public long usable(Path folder) {
            // Asked often: unlike a FileStore, a File does not read the table of mounted file systems for it.
            long bytes = folder.toFile().getUsableSpace();
            return bytes == 0 && !Files.exists(folder) ? Long.MAX_VALUE : bytes;
        }

        @Override
        public boolean isWritable(Path folder) {
            try {
                Path trial = Files.createTempFile(folder, ".room", null);
                try {
                    Path written = Files.write(trial, new byte[FULL_BYTES]);
                    return Files.size(written) == FULL_BYTES;
                } finally {
                    Files.delete(trial);
                }
            } catch (IOException full) {
                return false;
            }
        }
    };

    /** Bytes that may still be written; the most there can be if that is unknown, as of a folder that is missing. */
    long usable(Path folder);

    /** Whether a file of {@link #FULL_BYTES} can be written: root may also use the blocks that are reserved for it. */
    boolean isWritable(Path folder);
}
