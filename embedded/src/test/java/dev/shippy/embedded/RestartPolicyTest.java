package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

    @Test
    void doublesThePauseUpToItsBound() {
        List<Long> pauses = IntStream.of(1, 2, 3, 6, 7, 100)
                .mapToObj(RestartPolicy.NORMAL::pause)
                .map(Duration::toMillis)
                .toList();

        assertEquals(List.of(200L, 400L, 800L, 6_400L, 10_000L, 10_000L), pauses);
    }
}
