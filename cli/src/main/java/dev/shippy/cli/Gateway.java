package dev.shippy.cli;

import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.nats.InstanceStatistics;
import dev.shippy.runtime.nats.RpcClient;
import dev.shippy.runtime.nats.StreamOperator;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A connection to a running system. */
public interface Gateway extends AutoCloseable {

    /** Calls with a token, or without one when it is empty. */
    RpcClient rpcs(String token);

    /**
     * Collects the statistics of all instances until the time is over, or until shortly after every expected service
     * has answered.
     */
    Future<List<InstanceStatistics>> statistics(Set<String> expected, Duration patience);

    /** Streams, for operators; each of its methods waits so long for JetStream. */
    StreamOperator streams(Duration patience);

    /** Makes streams and consumers, for operators. */
    Future<List<ProvisioningStep>> provision(Duration limit);

    @Override
    void close();
}
