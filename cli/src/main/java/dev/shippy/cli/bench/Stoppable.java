package dev.shippy.cli.bench;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.FailureException;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.StopSignal;
import dev.shippy.embedded.EmbeddedServerException;
import dev.shippy.embedded.TemporaryDirectory;
import java.nio.file.Path;

/** Work in a temporary folder, until it is done or a person stops it. */
final class Stoppable {

    private static final int STOPPED = 130;

    private Stoppable() {}

    /** What puts everything away also when it is interrupted. */
    @FunctionalInterface
    interface Work {
        void in(Path folder) throws InterruptedException;
    }

    /** Returns the exit code. */
    static int run(Shippy shippy, Work work) {
        StopSignal stop = shippy.interruptible(STOPPED);
        try (TemporaryDirectory folder = TemporaryDirectory.create()) {
            work.in(folder.path());
            return ExitCode.OK;
        } catch (InterruptedException stopped) {
            return STOPPED;
        } catch (EmbeddedServerException failed) {
            throw new FailureException(String.valueOf(failed.getMessage()), failed);
        } finally {
            stop.ended();
        }
    }
}
