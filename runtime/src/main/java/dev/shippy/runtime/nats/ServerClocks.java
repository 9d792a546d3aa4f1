package dev.shippy.runtime.nats;

import dev.shippy.contracts.Deadline;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How far the clocks of services are ahead of the local clock, learnt from refused deadlines. A deadline is sent as a
 * time of the clock that judges it. An offset is forgotten after 5 minutes, since a clock that was corrected so that
 * deadlines are now too long refuses nothing. Thread-safe.
 */
final class ServerClocks {

    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(5);

    private record Offset(long aheadMillis, long nanos) {}

    private final LongSupplier nanoTime;
    private final Map<String, Offset> offsets = new ConcurrentHashMap<>();

    ServerClocks() {
        this(System::nanoTime);
    }

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    ServerClocks(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Converts a deadline of the local clock to the service's clock. */
    Deadline there(String service, Deadline here) {
        long ahead = aheadMillis(service);
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
        long before = aheadMillis(service);
        long ahead = ahead(sent, received, server);
        offsets.put(service, new Offset(ahead, nanoTime.getAsLong()));
        return ahead != before;
    }

    private long aheadMillis(String service) {
        Offset known = offsets.get(service);
        return known == null || nanoTime.getAsLong() - known.nanos() >= KEPT_NANOS ? 0 : known.aheadMillis();
    }

    /** The smallest offset that explains the answer, since the way there and back took time. */
    private static long ahead(long sent, long received, long server) {
        if (server > received) {
            return server - received;
        }
        return Math.min(0, server - sent);
    }
}
