package dev.shippy.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process and all that it has started. */
record ProcessTree(ProcessHandle root) {

    /** A process that has ended stays visible until its parent asks for it, which the system's first process may do late. */
    boolean runs() {
        return runs(root);
    }

    void kill(Duration limit) {
        List<ProcessHandle> all = all();
        all.forEach(ProcessHandle::destroyForcibly);
        boolean unused = Pause.until(() -> all.stream().noneMatch(ProcessTree::runs), limit);
    }

    void pause(Duration limit) {
        // The first process first, so that it starts no more.
        signal("STOP", List.of(root), limit);
        signal("STOP", all(), limit);
        boolean unused =
                Pause.until(() -> all().stream().allMatch(process -> " TZ".indexOf(state(process)) >= 0), limit);
    }

    void resume(Duration limit) {
        signal("CONT", all(), limit);
    }

    private List<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    private static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        char state = state(process);
        // No state: its parent asked for it just now, or the system does not tell.
        return state == ' ' ? process.isAlive() : state != 'Z';
    }

    /** The letter that Linux gives to what the process is doing, or a space where the system does not tell. */
    private static char state(ProcessHandle process) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return status.charAt(status.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return ' ';
        }
    }

    private static void signal(String signal, List<ProcessHandle> processes, Duration limit) {
        List<String> arguments = new ArrayList<>(List.of("sh", "-c", "kill -s \"$@\" 2>/dev/null", "sh", signal));
        processes.forEach(process -> arguments.add(Long.toString(process.pid())));
        try {
            Process kill = new ProcessBuilder(arguments).start();
            if (!kill.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("SIG" + signal + " cannot be sent to " + processes, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
