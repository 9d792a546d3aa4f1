package dev.shippy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of the same name and directory that a killed JVM has left, and that is on its way out. */
final class PreviousRun {

    private PreviousRun() {}

    /**
     * Waits for its end, up to its grace period and 5 s more.
     *
     * @throws EmbeddedServerException if it is still running then, or if this thread is interrupted
     */
    static void awaitEnd(ChildCommand command) {
        Path running = command.running();
        long deadline = System.nanoTime() + command.grace().plusSeconds(5).toNanos();
        while (runs(running)) {
            if (System.nanoTime() > deadline) {
                throw new EmbeddedServerException(command.name() + " of an earlier run is still working in "
                        + command.directory() + "; see the process id in " + running);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new EmbeddedServerException(command.name() + " was not started: interrupted");
            }
            Pause.briefly();
        }
    }

    /** A process id may have been given to another program since: ours names the file among its arguments. */
    private static boolean runs(Path running) {
        try {
            if (!Files.exists(running)) {
                return false;
            }
            return ProcessHandle.of(Long.parseLong(Files.readString(running).strip()))
                    .filter(ProcessHandle::isAlive)
                    .flatMap(process -> process.info().commandLine())
                    .filter(line -> line.contains(running.toString()))
                    .isPresent();
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }
}
