package dev.shippy.cli.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * CPU time that processes have used so far, all threads, user and system.
 *
 * @param byProcess seconds by kind of process: {@code services}, {@code nats-server}, {@code postgres}, {@code mongod}
 */
record CpuTimes(Map<String, Double> byProcess) {

    static final String SERVICES = "services";

    private static final List<String> SERVERS = List.of("nats-server", "postgres", "mongod");

    CpuTimes {
        byProcess = Map.copyOf(byProcess);
    }

    /** Of the process that runs all services, and of the servers among its children. */
    static CpuTimes of(ProcessHandle services) {
        Map<String, Double> seconds = new TreeMap<>();
        seconds.put(SERVICES, seconds(services).orElse(0.0));
        for (ProcessHandle child : services.descendants().toList()) {
            name(child)
                    .filter(SERVERS::contains)
                    .ifPresent(name -> seconds.merge(name, seconds(child).orElse(0.0), Double::sum));
        }
        return new CpuTimes(seconds);
    }

    /** Seconds of one process, as finely as the system counts them, on Linux 10 ms; nothing once it has ended. */
    static Optional<Double> seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().map(CpuTimes::seconds);
    }

    /** Seconds of this process. */
    static double own() {
        return seconds(ProcessHandle.current()).orElse(0.0);
    }

    /** What was used since then, seconds. Processes that ended meanwhile count as nothing. */
    CpuTimes since(CpuTimes earlier) {
        Map<String, Double> used = new TreeMap<>();
        byProcess.forEach((name, now) -> used.put(name, Math.max(0, now - earlier.byProcess.getOrDefault(name, 0.0))));
        return new CpuTimes(used);
    }

    /** Seconds of one of them, if it is known. */
    Optional<Double> of(String name) {
        return Optional.ofNullable(byProcess.get(name));
    }

    /** The process that has a file of ours open as a child of the one that runs all services. */
    static Optional<ProcessHandle> ancestorThatRunsServices(ProcessHandle child) {
        List<ProcessHandle> ancestors = new ArrayList<>();
        Optional<ProcessHandle> next = child.parent();
        while (next.isPresent()) {
            ancestors.add(next.get());
            next = next.get().parent();
        }
        return ancestors.stream()
                .filter(process -> name(process).filter("java"::equals).isPresent())
                .findFirst();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static Optional<String> name(ProcessHandle process) {
        return process.info()
                .command()
                .flatMap(command ->
                        Stream.ofNullable(Path.of(command).getFileName()).findFirst())
                .map(Path::toString);
    }
}
