package dev.shippy.cli;

import dev.shippy.runtime.nats.InstanceStatistics;
import dev.shippy.runtime.nats.RpcClient;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** A connection to a running system. */
public interface Gateway extends AutoCloseable {

    /** Calls with a token, or without one when it is empty. */
    RpcClient rpcs(String token);

    /** What all service instances tell of themselves within the time. */
    Future<List<InstanceStatistics>> statistics(Duration patience);

    @Override
    void close();
}
