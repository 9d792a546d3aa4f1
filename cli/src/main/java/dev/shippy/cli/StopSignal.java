package dev.shippy.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or SIGTERM: lets the command end in its own order, then ends the process. Without it the virtual machine would end
 * with 128 + the signal's number, also after a clean end.
 */
public final class StopSignal {

    private static final long LONGEST_STOP_SECONDS = 30;

    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread command = Thread.currentThread();
    private final boolean interrupts;
    private final int exitCode;
    private boolean failed;

    private StopSignal(boolean interrupts, int exitCode) {
        this.interrupts = interrupts;
        this.exitCode = exitCode;
    }

    /** For a command that waits for the signal and then ends with the code. */
    public static StopSignal awaited(int exitCode) {
        return new StopSignal(false, exitCode).heard();
    }

    /** For a command that is interrupted by the signal and then ends with the code. */
    public static StopSignal interrupting(int exitCode) {
        return new StopSignal(true, exitCode).heard();
    }

    /** For a command that is run by another one, which hears the signal. */
    static StopSignal none() {
        return new StopSignal(false, ExitCode.OK);
    }

    private StopSignal heard() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        } catch (IllegalStateException stopping) {
            asked.complete(null);
        }
        return this;
    }

    /** Completes when the signal has arrived. */
    public CompletableFuture<Void> asked() {
        return asked.copy();
    }

    public boolean wasAsked() {
        return asked.isDone();
    }

    /** Makes the process end with code 1. To be called before {@link #ended}. */
    public void failed() {
        failed = true;
    }

    /** To be called when everything is put away. */
    public void ended() {
        ended.countDown();
    }

    private void stop() {
        if (ended.getCount() == 0) {
            return; // a normal end of the process
        }
        asked.complete(null);
        if (interrupts) {
            command.interrupt();
        }
        boolean clean = awaitEnd();
        Runtime.getRuntime().halt(clean && !failed ? exitCode : ExitCode.FAILURE);
    }

    private boolean awaitEnd() {
        try {
            return ended.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            return false;
        }
    }
}
