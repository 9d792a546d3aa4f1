package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.function.Consumer;

/** A way to install a program. */
interface ProgramSource {

    /** What it does, for people. */
    String name();

    /** The name of its result in the cache. */
    String entry();

    /**
     * Puts the program's file into an empty folder.
     *
     * @param progress hears, on the calling thread, a line for what takes long
     * @throws EmbeddedServerException with the reason, when this way is not open here
     */
    void install(Path folder, Consumer<String> progress);
}
