package dev.shippy.embedded;

import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A server that a {@link Supervisor} watches.
 *
 * @param title the name that people know, such as {@code PostgreSQL}
 * @param directory the folder with its data
 * @param log how its log is written
 * @param run the latest run
 * @param restart stops the server if it runs, and starts it with the same port, data and passwords; throws {@link
 *     EmbeddedServerException} if it does not start
 */
public record SupervisedServer(
        String title, Path directory, ServerLog log, Supplier<ChildProcess> run, Runnable restart) {}
