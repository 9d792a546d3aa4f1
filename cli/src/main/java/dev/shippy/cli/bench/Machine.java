package dev.shippy.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Where figures come from: without that they say nothing. */
final class Machine {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** To be asked before the measuring, which makes a load of its own. */
    static Map<String, Object> describe() {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("machine", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        about.put("load_before", load < 0 ? "not known" : String.format(Locale.ROOT, "%.1f", load));
        about.put("java", Runtime.version().toString());
        return about;
    }

    private static String processor() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.replaceFirst(".*: *", "") + ", " + system)
                    .orElse(system);
        } catch (IOException notLinux) {
            return system;
        }
    }
}
