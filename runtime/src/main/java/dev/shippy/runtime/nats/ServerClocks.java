package dev.shippy.runtime.nats;

import dev.shippy.contracts.Deadline;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the clocks of services are ahead of the local clock, learnt from refused deadlines. A deadline is sent as a
 * time of the clock that judges it. Thread-safe.
 */
final class ServerClocks {

    private final Map<String, Long> aheadMillis = new ConcurrentHashMap<>();

    /** Converts a deadline of the local clock to the service's clock. */
    Deadline there(String service, Deadline here) {
        long ahead = aheadMillis.getOrDefault(service, 0L);
        return ahead == 0 ? here : new Deadline(here.unixMillis() + ahead);
    }

    /**
     * Learns the offset from an answer; all times are Unix milliseconds.
     *
     * @param sent when the request went out, by the local clock
     * @param received when the answer came, by the local clock
     * @param server what the service's clock said in between
     * @return whether this changes deadlines
     */
    boolean learn(String service, long sent, long received, long server) {
        long ahead = ahead(sent, received, server);
        Long before = aheadMillis.put(service, ahead);
        return ahead != (before == null ? 0 : before);
    }

    /** The smallest offset that explains the answer, since the way there and back took time. */
    private static long ahead(long sent, long received, long server) {
        if (server > received) {
            return server - received;
        }
        return Math.min(0, server - sent);
    }
}
