package dev.shippy.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Texts as natscli 0.4.0 printed them. */
class NatsBenchOutputTest {

    private static final String MANY_CLIENTS = """
            02:00:47 Starting Core NATS service requester benchmark [clients=2, msg-size=128 B, msgs=10,000, sleep=0s, subject=bench.echo]
            02:00:47 [1] Starting Core NATS service requester, requesting 5,000 messages
            02:00:47 [2] Starting Core NATS service requester, requesting 5,000 messages

              [1] 3,700 msgs/sec ~ 463 KiB/sec ~ min: 61.52us ~ avg: 270.01us ~ max: 54,088.05us ~ P50: 212.40us ~ P90: 335.64us ~ P99: 1,533.16us ~ P99.9: 4,249.03us (5,000 msgs)
              [2] 3,689 msgs/sec ~ 461 KiB/sec ~ min: 65.52us ~ avg: 270.86us ~ max: 57,575.83us ~ P50: 212.38us ~ P90: 329.54us ~ P99: 1,483.86us ~ P99.9: 4,583.28us (5,000 msgs)

             NATS Core NATS service requester aggregated stats: 14,628 msgs/sec ~ 1.8 MiB/sec
             message rates min 3,658 | avg 3,680 | max 3,700 | stddev 15 msgs
             latencies per operation min 56.17us | avg 271.52us | max 65,962.59us | stddev 910.49us | P50 212.96us | P90 334.81us | P99 1,502.74us | P99.9: 4,249.03us
            """;

    private static final String ONE_CLIENT = """
            02:00:49 [1] Starting Core NATS service requester, requesting 2,000 messages

            NATS Core NATS service requester stats: 5,121 msgs/sec ~ 640 KiB/sec ~ min: 61.19us ~ avg: 194.99us ~ max: 11,830.91us ~ P50: 155.62us ~ P90: 209.59us ~ P99: 1,748.21us ~ P99.9: 8,008.96us
            """;

    private static final String READ = """
            06:29:59 Starting JetStream ordered ephemeral consumer benchmark [clients=1, msg-size=128 B, msgs=100,000, purge=false, sleep=0s, stream=EVENTS]
            06:29:59 [1] Starting JetStream ordered ephemeral consumer, expecting 100,000 messages

            NATS JetStream ordered ephemeral consumer stats: 158,478 msgs/sec ~ 19 MiB/sec

            """;

    private static final String NOBODY = """
            02:00:49 Error from client 0: requesting: requesting: nats: no responders available for request
            nats: error: requesting: requesting: nats: no responders available for request
            """;

    private static final String REFUSED = """
            02:10:11 [1] Starting Core NATS service requester, requesting 1,000 messages
            02:10:11 Request did not receive a good reply: ""
            """;

    @Test
    void readsTheFiguresOfAllClientsTogether() {
        assertEquals(
                Optional.of(new NatsBenchOutput(14_628, new Percentiles(212.96, 334.81, 1502.74, 4249.03))),
                NatsBenchOutput.parse(MANY_CLIENTS));
    }

    @Test
    void readsTheFiguresOfASingleClient() {
        assertEquals(
                Optional.of(new NatsBenchOutput(5_121, new Percentiles(155.62, 209.59, 1748.21, 8008.96))),
                NatsBenchOutput.parse(ONE_CLIENT));
    }

    @Test
    void readsTheRateOfMessagesThatWereRead() {
        assertEquals(Optional.of(new NatsBenchOutput(158_478)), NatsBenchOutput.parse(READ));
    }

    @Test
    void findsNoFiguresInARunThatEndedEarly() {
        assertEquals(Optional.empty(), NatsBenchOutput.parse(NOBODY));
        assertEquals(Optional.empty(), NatsBenchOutput.parse(REFUSED));
        assertEquals(Optional.empty(), NatsBenchOutput.parse(""));
    }

    @Test
    void tellsARefusalFromNoAnswer() {
        assertTrue(NatsBenchOutput.wasRefused(REFUSED));
        assertFalse(NatsBenchOutput.wasRefused(NOBODY));
    }
}
