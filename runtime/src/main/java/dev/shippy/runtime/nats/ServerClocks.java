package dev.shippy.runtime.nats;

import dev.shippy.contracts.Deadline;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the clocks of services are ahead of the one here, as far as they have said so by refusing a deadline. Deadlines travel as
 * times of the clock that judges them. For all threads.
 */
final class ServerClocks {

    private final Map<String, Long> aheadMillis = new ConcurrentHashMap<>();

    /** A deadline of the clock here by the clock of the service. */
    Deadline there(String service, Deadline here) {
        long ahead = aheadMillis.getOrDefault(service, 0L);
        return ahead == 0 ? here : new Deadline(here.unixMillis() + ahead);
    }

    /**
     * Keeps what an answer tells; all times are Unix milliseconds.
     *
     * @param sent when the request went out, by the clock here
     * @param received when the answer came, by the clock here
     * @param server what the service's clock said in between
     * @return whether deadlines become others by it
     */
    boolean learn(String service, long sent, long received, long server) {
        long ahead = ahead(sent, received, server);
        Long before = aheadMillis.put(service, ahead);
        return ahead != (before == null ? 0 : before);
    }

    /** The least that explains the answer: the way there and back took some of the time. */
    private static long ahead(long sent, long received, long server) {
        if (server > received) {
            return server - received;
        }
        return Math.min(0, server - sent);
    }
}
