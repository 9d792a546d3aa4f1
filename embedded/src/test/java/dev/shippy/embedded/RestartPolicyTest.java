package dev.shippy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

    @Test
    void doublesThePause() {
        List<Long> pauses = IntStream.rangeClosed(1, RestartPolicy.NORMAL.attempts())
                .mapToObj(RestartPolicy.NORMAL::pause)
                .map(Duration::toMillis)
                .toList();

        assertEquals(List.of(200L, 400L, 800L, 1_600L, 3_200L), pauses);
    }
}
