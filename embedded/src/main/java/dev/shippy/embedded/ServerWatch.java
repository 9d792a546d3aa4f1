package dev.shippy.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Supervises one server, on its own thread. */
final class ServerWatch {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final Duration SPACE_POLL_INTERVAL = Duration.ofSeconds(1);
    private static final String NO_SPACE = "no space left on device";

    private final SupervisedServer server;
    private final Consumer<String> tell;
    private final RestartPolicy policy;
    private final DiskReports reports;
    private int attempts;
    private long roomBytes;
    private boolean diskFull;
    private boolean storageStopped;

    ServerWatch(SupervisedServer server, Consumer<String> tell, RestartPolicy policy, DiskReports reports) {
        this.server = server;
        this.tell = tell;
        this.policy = policy;
        this.reports = reports;
        this.roomBytes = policy.roomBytes();
    }

    /**
     * Never returns normally.
     *
     * @throws EmbeddedServerException if the server does not come back
     */
    void run() throws InterruptedException {
        while (true) {
            ChildProcess run = server.run().get();
            long start = System.nanoTime();
            awaitFault(run);
            if (System.nanoTime() - start >= policy.stable().toNanos()) {
                attempts = 0;
                roomBytes = policy.roomBytes();
            }
            restart(reportFault(run));
        }
    }

    /** Returns when the server has ended, or still runs but no longer stores data. */
    private void awaitFault(ChildProcess run) throws InterruptedException {
        diskFull = false;
        storageStopped = false;
        boolean alive = true;
        while (alive && !storageStopped) {
            boolean unused = run.await(POLL_INTERVAL);
            throwIfInterrupted();
            alive = run.isAlive();
            examine(run.newLogLines());
        }
    }

    private void examine(List<String> logLines) {
        Set<Complaint> complaints = logLines.stream()
                .flatMap(line -> Complaint.in(line, server.log()))
                .collect(Collectors.toSet());
        complaints.forEach(complaint -> complaint.sentence(server.title()).ifPresent(reports::seldom));
        storageStopped |= complaints.contains(Complaint.STORAGE_STOPPED);
        // The log line may be missing: the log is on the same disk.
        if (complaints.contains(Complaint.DISK_FULL) || reports.isFull(server.directory())) {
            diskFull = true;
            reports.full(server.directory());
            storageStopped |= server.log() == ServerLog.NATS;
            return;
        }
        diskFull = diskFull && reports.usable(server.directory()) < roomBytes;
    }

    /** Reports what happened, and returns it with the last lines of the log. */
    private String reportFault(ChildProcess run) {
        if (run.isAlive()) {
            String stopped = server.title() + " stores nothing until it is restarted";
            if (!diskFull) {
                tell.accept(stopped);
            }
            return stopped + ". " + server.log().readable(run.lastLogLines());
        }
        ServerEnd end = run.end();
        String ended = server.title() + " has ended (" + end + ")";
        String details = ended + ". " + server.log().readable(run.lastLogLines());
        if (end.isIllegalInstruction()) {
            throw new EmbeddedServerException(details);
        }
        diskFull |= reports.isFull(server.directory());
        tell.accept(ended + (diskFull ? "" : "; restarting it"));
        return details;
    }

    private void restart(String fault) throws InterruptedException {
        String reason = fault;
        long since = System.nanoTime();
        while (true) {
            if (diskFull) {
                awaitRoom();
            }
            if (attempts >= policy.attempts()) {
                throw new EmbeddedServerException(
                        server.title() + " does not stay up after " + attempts + " attempts to restart it. " + reason);
            }
            attempts++;
            pause(policy.pause(attempts));
            boolean hadPlenty = reports.usable(server.directory()) >= policy.plentyBytes();
            try {
                server.restart().run();
                tell.accept(server.title() + " runs again after " + secondsSince(since));
                return;
            } catch (EmbeddedServerException failed) {
                throwIfInterrupted();
                reason = String.valueOf(failed.getMessage());
                assess(reason, hadPlenty);
            }
        }
    }

    /**
     * A start that failed for lack of disk space does not count, and the next one requires more. Servers say the same
     * when they lack semaphores, shared memory or inodes.
     */
    private void assess(String reason, boolean hadPlenty) {
        boolean saysSo = reason.toLowerCase(Locale.ROOT).contains(NO_SPACE);
        diskFull = (saysSo && !hadPlenty) || reports.isFull(server.directory());
        if (diskFull) {
            attempts--;
            roomBytes = Math.min(2 * roomBytes, policy.plentyBytes());
            return;
        }
        reports.seldom(server.title() + " does not start: "
                + reason.lines().findFirst().orElse("").replaceFirst("\\.? ?Its (?:last log lines|log says):$", ""));
    }

    private void awaitRoom() throws InterruptedException {
        long end = System.nanoTime() + policy.roomLimit().toNanos();
        boolean told = false;
        while (reports.usable(server.directory()) < roomBytes) {
            if (!told) {
                reports.full(server.directory());
                tell.accept(server.title() + " resumes when " + DiskReports.megabytes(roomBytes)
                        + " are free on the disk with " + server.directory());
                told = true;
            }
            if (System.nanoTime() > end) {
                throw new EmbeddedServerException("The disk with " + server.directory()
                        + " has been full for " + policy.roomLimit().toMinutes() + " minutes, and "
                        + server.title() + " needs space. Free some, then start again: acknowledged data is safe");
            }
            pause(SPACE_POLL_INTERVAL);
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private static String secondsSince(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - nanos) / 1e9);
    }
}
