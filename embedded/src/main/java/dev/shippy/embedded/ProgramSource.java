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
     * @param progress receives, on the calling thread, a line for each slow step
     * @throws EmbeddedServerException with the reason, when this way does not work here
     */
    void install(Path folder, Consumer<String> progress);
}
