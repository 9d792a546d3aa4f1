package dev.shippy.runtime;

import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long an event loop may be busy with one task before the log tells, with the place where it is. */
final class EventLoops {

    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(2);
    private static final Duration SHORTEST_LIMIT = Duration.ofMillis(10);
    private static final Duration LONGEST_LIMIT = Duration.ofMinutes(1);

    private EventLoops() {}

    /** Reads EVENT_LOOP_LIMIT. Threads are looked at four times in that time, so that hardly any excess is missed. */
    static VertxOptions options(Environment environment) {
        long limit = environment
                .duration("EVENT_LOOP_LIMIT", DEFAULT_LIMIT, SHORTEST_LIMIT, LONGEST_LIMIT)
                .toMillis();
        return VertxDefaults.options()
                // Nothing is served from files, and the disk may be read-only.
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false))
                .setMaxEventLoopExecuteTime(limit)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
                .setWarningExceptionTime(limit)
                .setWarningExceptionTimeUnit(TimeUnit.MILLISECONDS)
                .setBlockedThreadCheckInterval(Math.max(1, limit / 4))
                .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS);
    }
}
