package dev.shippy.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Starts servers again that end, and servers that stopped storing because the disk was full, once there is room.
 *
 * <p>Each server has a thread of its own, which looks four times a second. Close the supervisor before the servers: then
 * their end is not mended. Methods may be called from any thread.
 */
public final class Supervisor implements AutoCloseable {

    /** A start that is interrupted takes a moment to put away what it has started. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);

    private final List<Thread> threads = new ArrayList<>();
    private final CompletableFuture<String> lost = new CompletableFuture<>();

    private Supervisor() {}

    /**
     * Begins to watch servers that run.
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

    /** Starts no server any more. Returns when a start under way has ended. */
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
            lost.complete(server.title() + " cannot be watched any more: " + fault);
        }
    }
}
