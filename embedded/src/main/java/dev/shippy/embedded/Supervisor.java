package dev.shippy.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Restarts servers that end, and servers that stopped storing on a full disk, once there is free space.
 *
 * <p>Each server has its own thread, which polls four times a second. Close the supervisor before the servers, or it
 * restarts them. Thread-safe.
 */
public final class Supervisor implements AutoCloseable {

    /** An interrupted start needs a moment to clean up. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

    private final List<Thread> threads = new ArrayList<>();
    private final CompletableFuture<String> lost = new CompletableFuture<>();

    private Supervisor() {}

    /**
     * Starts to watch running servers.
     *
     * @param tell receives, on the supervisor's threads, one line for each event
     */
    public static Supervisor start(List<SupervisedServer> servers, Consumer<String> tell) {
        return start(servers, tell, RestartPolicy.NORMAL, Disk.REAL);
    }

    static Supervisor start(List<SupervisedServer> servers, Consumer<String> tell, RestartPolicy policy, Disk disk) {
        Supervisor supervisor = new Supervisor();
        DiskReports reports = new DiskReports(disk, tell);
        for (SupervisedServer server : servers) {
            ServerWatch watch = new ServerWatch(server, tell, policy, reports);
            Thread thread = new Thread(() -> supervisor.watch(server, watch), "supervisor-" + server.title());
            thread.setDaemon(true);
            supervisor.threads.add(thread);
        }
        supervisor.threads.forEach(Thread::start);
        return supervisor;
    }

    /** Completes with the reason, as one or more sentences, when a server does not come back. */
    public CompletableFuture<String> lost() {
        return lost.copy();
    }

    /** Stops restarting servers. Returns when a restart under way has ended. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        long end = System.nanoTime() + CLOSE_LIMIT.toNanos();
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(SupervisedServer server, ServerWatch watch) {
        try {
            watch.run();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (EmbeddedServerException givenUp) {
            lost.complete(String.valueOf(givenUp.getMessage()));
        } catch (RuntimeException fault) {
            lost.complete(server.title() + " is no longer watched: " + fault);
        }
    }
}
