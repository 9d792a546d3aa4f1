package dev.shippy.cli;

import java.nio.file.Path;

/** What becomes of log lines: people read sentences, so nothing is shown unless it is asked for. */
public final class CommandLogging {

    private static final String PROVIDER = "slf4j.provider";
    private static final String CONFIGURATION = "logback.configurationFile";
    private static final String LEVEL = "shippy.log.level";

    private CommandLogging() {}

    /** To be called before anything logs. */
    static void quiet() {
        String level = System.getenv().getOrDefault("LOG_LEVEL", "OFF");
        System.setProperty(CONFIGURATION, "logback-command.xml");
        System.setProperty(LEVEL, level);
        if (level.equals("OFF")) {
            // Otherwise it says that it was given a provider.
            System.setProperty("slf4j.internal.verbosity", "WARN");
            System.setProperty(PROVIDER, NoLogging.class.getName());
        }
        // Libraries that log by java.util.logging would write to standard error.
        System.setProperty("java.util.logging.config.class", NoHandlers.class.getName());
    }

    /** Shows details on standard error. */
    static void verbose() {
        System.clearProperty(PROVIDER);
        System.setProperty(LEVEL, "DEBUG");
    }

    /** Writes to a file, which is bounded, what the services of a whole system log. */
    public static void toFile(Path file) {
        System.clearProperty(PROVIDER);
        System.setProperty(CONFIGURATION, "logback-system.xml");
        System.setProperty("shippy.log.file", file.toString());
    }

    /** What java.util.logging makes instead of reading its configuration, if it is ever asked. */
    public static final class NoHandlers {}
}
