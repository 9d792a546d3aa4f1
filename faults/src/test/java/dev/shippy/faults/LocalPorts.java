package dev.shippy.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The local TCP ports of a process's sockets, read from {@code /proc} on Linux. */
final class LocalPorts {

    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;

    private LocalPorts() {}

    /** The ports; empty if the process has ended. */
    static Set<Integer> of(long pid) {
        Set<String> inodes = inodes(Path.of("/proc", String.valueOf(pid), "fd"));
        Set<Integer> ports = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            lines(Path.of("/proc", "net", table))
                    .skip(1)
                    .map(line -> line.strip().split("\\s+", -1))
                    .forEach(fields -> {
                        if (inodes.contains(fields[INODE])) {
                            ports.add(port(fields[LOCAL_ADDRESS]));
                        }
                    });
        }
        return ports;
    }

    private static Set<String> inodes(Path descriptors) {
        try (Stream<Path> links = Files.list(descriptors)) {
            return links.map(LocalPorts::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.replaceAll("\\D", ""))
                    .collect(Collectors.toSet());
        } catch (IOException ended) {
            return Set.of();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException missing) {
            return Stream.empty();
        }
    }

    /** Parses the port of an address such as {@code 0100007F:9C40}. */
    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }
}
