package dev.shippy.cli;

import java.nio.file.Path;
import java.util.logging.LogManager;

/** What becomes of log lines: people read sentences, so nothing is shown unless it is asked for. */
public final class CommandLogging {

    private static final String CONFIGURATION = "logback.configurationFile";
    private static final String LEVEL = "shippy.log.level";

    private CommandLogging() {}

    /** To be called before anything logs. */
    static void quiet() {
        System.setProperty(CONFIGURATION, "logback-command.xml");
        System.setProperty(LEVEL, System.getenv().getOrDefault("LOG_LEVEL", "OFF"));
        // Libraries that log by java.util.logging would write to standard error.
        LogManager.getLogManager().reset();
    }

    /** Shows details on standard error. */
    static void verbose() {
        System.setProperty(LEVEL, "DEBUG");
    }

    /** Writes to a file, which is bounded, what the services of a whole system log. */
    public static void toFile(Path file) {
        System.setProperty(CONFIGURATION, "logback-system.xml");
        System.setProperty("shippy.log.file", file.toString());
    }
}
