package dev.shippy.cli;

/** The {@code shippy} command. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        CommandLogging.quiet();
        System.exit(new Shippy(Host.ofThisMachine()).run(arguments));
    }
}
