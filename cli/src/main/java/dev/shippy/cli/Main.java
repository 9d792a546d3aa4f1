package dev.shippy.cli;

import dev.shippy.runtime.ProcessInput;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The {@code shippy} command. */
public final class Main {

    /** Commands that bring their own system, or need none. */
    private static final Set<String> ALONE = Set.of("up", "demo", "bench", "completion");

    private static final List<String> NOT_AHEAD = List.of("-h", "--help", "-V", "--version", "--verbose");

    private Main() {}

    public static void main(String[] arguments) {
        CommandLogging.quiet();
        Connector connector = willConnect(arguments) ? NatsGateway.ahead() : NatsGateway::connect;
        System.exit(new Shippy(Host.ofThisMachine(connector)).run(ProcessInput.arguments(arguments)));
    }

    /** As far as can be told at a glance; whoever is to be verbose has to say so before anything logs. */
    private static boolean willConnect(String... arguments) {
        return arguments.length > 0
                && !arguments[0].startsWith("-")
                && !ALONE.contains(arguments[0])
                && Arrays.stream(arguments)
                        .noneMatch(argument -> NOT_AHEAD.stream().anyMatch(argument::startsWith));
    }
}
