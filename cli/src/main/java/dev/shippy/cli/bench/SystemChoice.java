package dev.shippy.cli.bench;

import picocli.CommandLine.Option;

/** Which system a command measures, and what it may do to it. */
final class SystemChoice {

    @Option(names = "--embedded", description = "Measure a system of its own also where one runs.")
    boolean embedded;

    @Option(names = "--yes", description = "A running system's data may be changed (login, sign-up, booking, mix).")
    boolean changing;
}
