package dev.shippy.embedded;

import java.nio.file.Path;

/** How much room the file system of a folder has. */
@FunctionalInterface
interface Disk {

    Disk REAL = folder -> folder.toFile().getUsableSpace();

    /** Bytes that may still be written. */
    long usable(Path folder);
}
