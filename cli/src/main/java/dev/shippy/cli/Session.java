package dev.shippy.cli;

import com.google.protobuf.Message;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Trace;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.nats.InstanceStatistics;
import dev.shippy.runtime.nats.StreamOperator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A command's connection. Calls wait for their answer. */
public final class Session implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Gateway gateway;
    private final GlobalOptions options;
    private final Optional<String> token;
    private final Trace trace = Trace.start();
    private final Clock clock = Clock.systemUTC();

    Session(Gateway gateway, GlobalOptions options, Optional<String> token) {
        this.gateway = gateway;
        this.options = options;
        this.token = token;
    }

    /**
     * Calls an rpc. As long as the time limit lasts it is called again, with the same Request-Id, when nobody answers or when
     * it is unknown whether it was done.
     *
     * @throws ServiceException the service's own failure, or the last attempt's
     */
    public <Q extends Message, R extends Message> R call(Rpc<?, Q, R> rpc, Q request) {
        if (!rpc.access().needsToken()) {
            return call(rpc, request, "");
        }
        try {
            return call(rpc, request, token.orElseThrow(Session::notLoggedIn));
        } catch (ServiceException failure) {
            throw failure.code() == ErrorCode.UNAUTHENTICATED ? withHint(failure) : failure;
        }
    }

    /** The failure of a token, with what helps. */
    public static ServiceException withHint(ServiceException failure) {
        return ServiceException.unauthenticated(
                failure.sentence() + "; log in with `shippy user login --email ADDRESS`");
    }

    private <Q extends Message, R extends Message> R call(Rpc<?, Q, R> rpc, Q request, String sent) {
        Deadline end = Deadline.in(options.timeout, clock);
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return gateway.rpcs(sent).call(rpc, attempt(end), request).await();
            } catch (ServiceException failure) {
                if (!mayBeRepeated(failure) || end.remaining(clock).compareTo(pause) <= 0) {
                    throw failure;
                }
            }
            pause(pause);
            pause = longer(pause);
        }
    }

    /** Calls an rpc that needs no token a single time, within the limit and the command's own. */
    public <Q extends Message, R extends Message> R once(Rpc<?, Q, R> rpc, Q request, Duration limit) {
        Deadline end = Deadline.in(limit, clock).earlierOf(Deadline.in(options.timeout, clock));
        return gateway.rpcs("").call(rpc, attempt(end), request).await();
    }

    /** See {@link Gateway#statistics}. */
    public List<InstanceStatistics> statistics(Set<String> expected, Duration patience) {
        return gateway.statistics(expected, patience).await();
    }

    /** Streams, for operators. */
    public StreamOperator streams() {
        return gateway.streams(options.timeout);
    }

    /** Makes streams and consumers, for operators. */
    public List<ProvisioningStep> provision() {
        return gateway.provision(options.timeout).await();
    }

    @Override
    public void close() {
        gateway.close();
    }

    private Call attempt(Deadline end) {
        Deadline usual = Deadline.in(Limits.DEFAULT_DEADLINE, clock);
        return new Call(Caller.ANONYMOUS, usual.earlierOf(end), options.requestId, trace);
    }

    private static boolean mayBeRepeated(ServiceException failure) {
        return failure.code() == ErrorCode.UNAVAILABLE || failure.code() == ErrorCode.DEADLINE_EXCEEDED;
    }

    static ServiceException notLoggedIn() {
        return ServiceException.unauthenticated("You are not logged in");
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailureException("Interrupted", interrupted);
        }
    }
}
