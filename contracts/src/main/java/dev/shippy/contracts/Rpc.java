package dev.shippy.contracts;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One method of a service as a value: its doors, who may call it, and how its messages are read. Immutable.
 *
 * @param <S> the service interface
 * @param <Q> the request
 * @param <R> the response
 */
public final class Rpc<S, Q extends Message, R extends Message> {

    /** How the service interface is called. */
    @FunctionalInterface
    public interface Method<S, Q, R> {
        Future<R> call(S service, Call call, Q request);
    }

    private final String service;
    private final String name;
    private final Q request;
    private final Parser<Q> requestParser;
    private final R response;
    private final Parser<R> responseParser;
    private final Method<S, Q, R> method;
    private final @Nullable Access access;
    private final Function<Q, String> target;
    private final Set<String> callers;

    private Rpc(
            String service,
            String name,
            Q request,
            R response,
            Method<S, Q, R> method,
            @Nullable Access access,
            Function<Q, String> target,
            Set<String> callers) {
        this.service = service;
        this.name = name;
        this.request = request;
        this.requestParser = DiscardUnknownFieldsParser.wrap(parserOf(request));
        this.response = response;
        this.responseParser = DiscardUnknownFieldsParser.wrap(parserOf(response));
        this.method = method;
        this.access = access;
        this.target = target;
        this.callers = Set.copyOf(callers);
    }

    /** An rpc without a door yet: {@link #open} and {@link #internal} add them. */
    static <S, Q extends Message, R extends Message> Rpc<S, Q, R> of(
            String service, String name, Q request, R response, Method<S, Q, R> method) {
        return new Rpc<>(service, name, request, response, method, null, any -> "", Set.of());
    }

    /** With a public door for those who have the access. */
    Rpc<S, Q, R> open(Access to) {
        return new Rpc<>(service, name, request, response, method, to, target, callers);
    }

    /** With a public door for the user whose id the function finds in the request, and for admins. */
    Rpc<S, Q, R> openToSelf(Function<Q, String> userId) {
        return new Rpc<>(service, name, request, response, method, Access.SELF_OR_ADMIN, userId, callers);
    }

    /** With an internal door for the services with these names. */
    Rpc<S, Q, R> internal(String... serviceNames) {
        return new Rpc<>(service, name, request, response, method, access, target, Set.of(serviceNames));
    }

    /** The service that answers, as discovery names it, such as {@code vessel}. */
    public String service() {
        return service;
    }

    /** The method as the .proto file names it, such as {@code FindAvailable}. */
    public String name() {
        return name;
    }

    /** The doors that it has, one or both. */
    public Set<Door> doors() {
        Set<Door> doors = EnumSet.noneOf(Door.class);
        if (access != null) {
            doors.add(Door.PUBLIC);
        }
        if (!callers.isEmpty()) {
            doors.add(Door.INTERNAL);
        }
        return doors;
    }

    /** The subject of one of its doors. */
    public String subject(Door door) {
        return door.prefix() + service + ".v1." + name;
    }

    /** Who may use the public door. @throws IllegalStateException when there is none */
    public Access access() {
        if (access == null) {
            throw new IllegalStateException(name + " has no public door");
        }
        return access;
    }

    /** The services that may use the internal door; empty when there is none. */
    public Set<String> callers() {
        return callers;
    }

    /** The id of the user that a {@link Access#SELF_OR_ADMIN} request is about. */
    public String target(Q message) {
        return target.apply(message);
    }

    /** An empty request, for its type. */
    public Q requestPrototype() {
        return request;
    }

    /** An empty response, for its type. */
    public R responsePrototype() {
        return response;
    }

    /**
     * Reads a request from a part of an array; unknown fields are dropped while parsing. Cap the size first.
     *
     * @throws InvalidProtocolBufferException if the bytes are no message of this kind
     */
    public Q parseRequest(byte[] bytes, int offset, int length) throws InvalidProtocolBufferException {
        return requestParser.parseFrom(bytes, offset, length);
    }

    /** Reads a response; unknown fields are dropped while parsing. */
    public R parseResponse(byte[] body) throws InvalidProtocolBufferException {
        return responseParser.parseFrom(body);
    }

    /** Calls the method on an implementation, on the calling thread. */
    public Future<R> call(S implementation, Call call, Q message) {
        return method.call(implementation, call, message);
    }

    @Override
    public String toString() {
        return service + "." + name;
    }

    @SuppressWarnings("unchecked") // a message's parser makes messages of its own class
    private static <M extends Message> Parser<M> parserOf(M prototype) {
        return (Parser<M>) prototype.getParserForType();
    }
}
