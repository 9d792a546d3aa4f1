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
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A command's connection. Calls wait for their answer. */
public final class Session implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** Our client's message for a call that certainly was not executed. */
    private static final Pattern NOT_EXECUTED = Pattern.compile("No [a-z-]+ service is running");

    /** Methods that change nothing: they can be called again without a Request-Id. */
    private static final Pattern READS = Pattern.compile("(Get|List|Find|Validate|Auth|Keys|Status|Count).*");

    private final Gateway gateway;
    private final GlobalOptions options;
    private final Login login;
    private final Consumer<String> details;
    private final Trace trace = Trace.start();
    private final Clock clock = Clock.systemUTC();

    /** @param details receives a line for each call, for --verbose */
    Session(Gateway gateway, GlobalOptions options, Login login, Consumer<String> details) {
        this.gateway = gateway;
        this.options = options;
        this.login = login;
        this.details = details;
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
        String token = login.required();
        try {
            return call(rpc, request, token);
        } catch (ServiceException failure) {
            throw failure.code() == ErrorCode.UNAUTHENTICATED ? refused(failure) : failure;
        }
    }

    /** Adds to an authentication failure how to log in. */
    public ServiceException refused(ServiceException failure) {
        return login.refused(failure);
    }

    private <Q extends Message, R extends Message> R call(Rpc<?, Q, R> rpc, Q request, String sent) {
        Deadline end = Deadline.in(options.timeout, clock);
        Duration pause = FIRST_PAUSE;
        boolean unknown = false;
        for (int attempt = 1; ; attempt++) {
            long startNanos = System.nanoTime();
            try {
                R reply = gateway.rpcs(sent).call(rpc, attempt(end), request).await();
                tell(rpc, attempt, startNanos, "ok");
                return reply;
            } catch (ServiceException failure) {
                tell(rpc, attempt, startNanos, failure.code().number() + " " + failure.sentence());
                unknown |= mayBeRepeated(failure)
                        && !NOT_EXECUTED.matcher(failure.sentence()).matches();
                if (!mayBeRepeated(failure) || end.remaining(clock).compareTo(pause) <= 0) {
                    throw unknown && mayBeRepeated(failure) ? withRequestId(rpc, failure) : failure;
                }
            }
            pause(pause);
            pause = longer(pause);
        }
    }

    /** Calls an rpc without a token, once, within the limit and the command's own. */
    public <Q extends Message, R extends Message> R once(Rpc<?, Q, R> rpc, Q request, Duration limit) {
        Deadline end = Deadline.in(limit, clock).earlierOf(Deadline.in(options.timeout, clock));
        return gateway.rpcs("").call(rpc, attempt(end), request).await();
    }

    /** See {@link Gateway#statistics}. */
    public List<InstanceStatistics> statistics(Set<String> expected, Duration patience) {
        return gateway.statistics(expected, patience).await();
    }

    private void tell(Rpc<?, ?, ?> rpc, int attempt, long startNanos, String outcome) {
        details.accept(String.format(
                Locale.ROOT,
                "%s, attempt %d, %.1f ms, Request-Id %s: %s",
                rpc,
                attempt,
                (System.nanoTime() - startNanos) / 1e6,
                options.requestId,
                Text.line(outcome)));
    }

    /** Names the id: a new command would have another id and could take effect twice. */
    private ServiceException withRequestId(Rpc<?, ?, ?> rpc, ServiceException failure) {
        return READS.matcher(rpc.name()).matches()
                ? failure
                : new ServiceException(
                        failure.code(),
                        failure.sentence() + "; repeat the command with --request-id " + options.requestId
                                + " so that it takes effect at most once",
                        failure);
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
