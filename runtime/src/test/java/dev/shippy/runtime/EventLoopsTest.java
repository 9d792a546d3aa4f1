package dev.shippy.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.VertxOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

    @Test
    void areWatchedForTwoSecondsOfWorkOrForAsLongAsIsSaid() {
        assertEquals(2_000, EventLoops.options(new Environment(Map.of())).getMaxEventLoopExecuteTime());

        VertxOptions watched = EventLoops.options(new Environment(Map.of("EVENT_LOOP_LIMIT", "100ms")));

        assertEquals(100, watched.getMaxEventLoopExecuteTime());
        assertEquals(100, watched.getWarningExceptionTime());
        assertEquals(25, watched.getBlockedThreadCheckInterval());
    }
}
