package dev.shippy.cli.bench;

import java.util.Map;
import java.util.Optional;

/** What a system's processes, and this one, use of CPU from a moment on. */
final class CpuWatch {

    private final Target target;
    private final Optional<CpuTimes> before;
    private final double ownBefore = CpuTimes.own();

    private CpuWatch(Target target) {
        this.target = target;
        this.before = target.cpuTimes();
    }

    static CpuWatch start(Target target) {
        return new CpuWatch(target);
    }

    /** Seconds so far by process, this one as the client, to be changed by who asks. */
    Map<String, Double> seconds() {
        Map<String, Double> used = target.cpuSince(before);
        used.put(Measured.CLIENT, CpuTimes.own() - ownBefore);
        return used;
    }
}
