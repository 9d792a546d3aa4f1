package dev.shippy.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server that runs as a child of this JVM and ends when this JVM ends: normally, by a signal, by {@code kill -9}.
 *
 * <p>A small shell script stands between the two. It holds the reading end of a pipe whose writing end only this JVM has;
 * when the pipe ends, it sends the server its stop signal and, after a grace period, SIGKILL. {@link #close()} does nothing
 * but end the pipe, so that every end takes the same way. Script and server have a session of their own: a terminal's
 * Ctrl-C reaches this JVM alone, which can drain before its servers go.
 *
 * <p>Methods block and may be called from any thread.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final ChildCommand command;
    private final Process watchdog;
    private final ProcessTree server;
    private final LogFile log;
    private final long logStart;
    private final LogReader reader;

    private ChildProcess(ChildCommand command, Process watchdog, long pid, LogFile log, long logStart) {
        this.command = command;
        this.watchdog = watchdog;
        this.server = new ProcessTree(ProcessHandle.of(pid).orElse(watchdog.toHandle()));
        this.log = log;
        this.logStart = logStart;
        this.reader = new LogReader(log.path(), logStart);
    }

    /**
     * Starts the command and returns at once; that the process runs does not mean that the server is ready.
     *
     * <p>A process of the same name and directory that a killed JVM has left is on its way out: its end is waited for, up
     * to its grace period and 5 s more.
     *
     * @throws EmbeddedServerException if it cannot be started
     */
    public static ChildProcess start(ChildCommand command) {
        PreviousRun.awaitEnd(command);
        LogFile log = new LogFile(command.directory().resolve(command.name() + ".log"));
        log.open();
        long logStart = log.size();
        List<String> arguments = new ArrayList<>();
        arguments.add(command.running().toString());
        arguments.add(command.stopSignal());
        arguments.add(Long.toString(Math.max(1, command.grace().toMillis() / 100)));
        arguments.addAll(command.arguments());
        ProcessBuilder builder = Script.WATCHDOG
                .process(arguments)
                .directory(command.directory().toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        builder.environment().putAll(command.environment());
        Process watchdog = null;
        try {
            watchdog = builder.start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(watchdog.getInputStream(), StandardCharsets.UTF_8));
            String pid = output.readLine();
            if (pid == null) {
                throw new IOException("the shell ended at once");
            }
            return new ChildProcess(command, watchdog, Long.parseLong(pid.strip()), log, logStart);
        } catch (IOException | NumberFormatException e) {
            log.close();
            if (watchdog != null) {
                endPipe(watchdog);
            }
            throw new EmbeddedServerException(
                    command.name() + " could not be started. " + log.lastLinesAfter(logStart), e);
        }
    }

    /** The process id of the server itself. */
    public long pid() {
        return server.root().pid();
    }

    public boolean isAlive() {
        return watchdog.isAlive() && server.runs();
    }

    /** The last lines that this run of the server wrote, as one or more sentences. */
    public String lastLogLines() {
        return log.lastLinesAfter(logStart);
    }

    /** The lines that this run of the server wrote since the last call. For one thread. */
    List<String> newLogLines() {
        return reader.newLines();
    }

    /** Waits for the server's end by itself. Returns whether it has ended within the limit. */
    public boolean await(Duration limit) {
        return await(watchdog, limit);
    }

    /** The exit code of a server that has ended. */
    public int exitCode() {
        return watchdog.exitValue();
    }

    /** How the server ended; call it only when the server is no longer alive. */
    ServerEnd end() {
        return new ServerEnd(await(watchdog, ANSWER) ? watchdog.exitValue() : ServerEnd.UNKNOWN);
    }

    /** Sends SIGKILL to the server and all of its own children, and waits for their end. */
    public void kill() {
        server.kill(ANSWER);
        boolean unused = await(watchdog, ANSWER);
        endPipe(watchdog);
        log.close();
    }

    /** Sends SIGSTOP to the server and all of its own children: it stays, but does nothing until {@link #resume()}. */
    public void pause() {
        server.pause(ANSWER);
    }

    /** Sends SIGCONT after {@link #pause()}. */
    public void resume() {
        server.resume(ANSWER);
    }

    /**
     * Stops the server by its stop signal, by SIGKILL after the grace period. Returns when it is gone, also if the thread
     * is interrupted. Does nothing the second time.
     */
    @Override
    public void close() {
        if (server.runs()) {
            resume();
        }
        endPipe(watchdog);
        if (!awaitEndOfGrace() || server.runs()) {
            kill();
        }
        log.close();
    }

    /** Ignores interrupts, which must not turn a graceful stop into SIGKILL. */
    private boolean awaitEndOfGrace() {
        long millis = command.grace().plus(ANSWER).toMillis();
        // Unlike waitFor and get, join keeps waiting when interrupted.
        var unused = watchdog.onExit()
                .completeOnTimeout(watchdog, millis, TimeUnit.MILLISECONDS)
                .join();
        return !watchdog.isAlive();
    }

    private static void endPipe(Process watchdog) {
        try {
            watchdog.getOutputStream().close();
        } catch (IOException e) {
            // The other end is gone already.
            return;
        }
    }

    private static boolean await(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
