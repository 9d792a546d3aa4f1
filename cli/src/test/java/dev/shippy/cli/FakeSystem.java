package dev.shippy.cli;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.protobuf.Message;
import dev.shippy.contracts.Call;
import dev.shippy.contracts.Rpc;
import dev.shippy.contracts.ServiceContract;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.nats.InstanceStatistics;
import dev.shippy.runtime.nats.RpcClient;
import dev.shippy.runtime.nats.StreamOperator;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A running system that answers as it is told and remembers what it was asked. */
final class FakeSystem implements Connector, Gateway {

    /** One request. */
    record Asked(String rpc, String token, Call call, Message request) {}

    private final Map<String, Function<Message, Message>> answers = new HashMap<>();
    final List<Asked> asked = new ArrayList<>();
    final List<String> servers = new ArrayList<>();
    final FakeStreams streams = new FakeStreams();
    List<InstanceStatistics> statistics = List.of();
    List<ProvisioningStep> steps = List.of();
    private @Nullable ServiceException provisioning;

    @Nullable
    ServiceException away;

    int closed;

    /** What an rpc answers; a {@link ServiceException} that the function throws is the failure. */
    @CanIgnoreReturnValue
    <Q extends Message, R extends Message> FakeSystem answer(Rpc<?, Q, R> rpc, Function<Q, R> answer) {
        @SuppressWarnings("unchecked") // requests of an rpc are of its type
        Function<Message, Message> any = request -> answer.apply((Q) request);
        answers.put(rpc.toString(), any);
        return this;
    }

    @CanIgnoreReturnValue
    <Q extends Message, R extends Message> FakeSystem always(Rpc<?, Q, R> rpc, R reply) {
        return answer(rpc, request -> reply);
    }

    /** Makes each rpc answer with an empty message. */
    void alwaysEmpty(ServiceContract<?> contract) {
        contract.rpcs().forEach(rpc -> answers.put(rpc.toString(), request -> rpc.responsePrototype()));
    }

    @CanIgnoreReturnValue
    <Q extends Message, R extends Message> FakeSystem refuse(Rpc<?, Q, R> rpc, ServiceException failure) {
        return answer(rpc, request -> {
            throw failure;
        });
    }

    void refuseToProvision(String sentence) {
        provisioning = ServiceException.unavailable(sentence, null);
    }

    @Override
    public Gateway connect(String url, Duration limit) {
        servers.add(url);
        if (away != null) {
            throw away;
        }
        return this;
    }

    @Override
    public RpcClient rpcs(String token) {
        return new RpcClient() {
            @Override
            @SuppressWarnings("unchecked") // an rpc's answer is of its type
            public <Q extends Message, R extends Message> Future<R> call(Rpc<?, Q, R> rpc, Call call, Q request) {
                asked.add(new Asked(rpc.toString(), token, call, request));
                Function<Message, Message> answer = answers.getOrDefault(rpc.toString(), FakeSystem::nobody);
                try {
                    return Future.succeededFuture((R) answer.apply(request));
                } catch (ServiceException failure) {
                    return Future.failedFuture(failure);
                }
            }
        };
    }

    @Override
    public Future<List<InstanceStatistics>> statistics(Set<String> expected, Duration patience) {
        return Future.succeededFuture(statistics);
    }

    @Override
    public StreamOperator streams(Duration patience) {
        return streams;
    }

    @Override
    public Future<List<ProvisioningStep>> provision(Duration limit) {
        return provisioning == null ? Future.succeededFuture(steps) : Future.failedFuture(provisioning);
    }

    @Override
    public void close() {
        closed++;
    }

    private static Message nobody(Message request) {
        throw ServiceException.unavailable("Nobody answers", null);
    }
}
