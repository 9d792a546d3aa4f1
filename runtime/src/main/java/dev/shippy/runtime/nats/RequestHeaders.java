package dev.shippy.runtime.nats;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Headers;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Trace;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the context of a call from a request's headers; what is malformed is refused by name. */
final class RequestHeaders {

    private static final String BEARER = "Bearer ";
    private static final int MAX_CALLER = 128;
    private static final int MAX_DIGITS = 15;

    private final Map<ControlHeader, String> values = new EnumMap<>(ControlHeader.class);
    /** The number of occurrences of headers that occur more than once. */
    private Map<ControlHeader, Integer> repeated = Map.of();
    /** Misspelt names, by the header that they were meant for. */
    private Map<ControlHeader, String> misspelt = Map.of();

    private RequestHeaders() {}

    /** Of headers that jnats has read, if there are any. */
    static RequestHeaders of(io.nats.client.impl.@Nullable Headers headers) {
        RequestHeaders read = new RequestHeaders();
        if (headers != null) {
            headers.forEach((name, values) -> values.forEach(value -> read.add(name, value)));
        }
        return read;
    }

    /** Nothing when they are of another form. */
    static @Nullable RequestHeaders ofPlain(PlainHeaders headers) {
        RequestHeaders read = new RequestHeaders();
        while (headers.next()) {
            read.add(headers.name(), headers.value());
        }
        return headers.isPlain() ? read : null;
    }

    private void add(String name, String value) {
        ControlHeader header = ControlHeader.named(name);
        if (header != null) {
            if (values.put(header, value) != null) {
                repeated = repeated.isEmpty() ? new EnumMap<>(ControlHeader.class) : repeated;
                repeated.merge(header, 2, (count, two) -> count + 1);
            }
            return;
        }
        ControlHeader meant = ControlHeader.meantBy(name);
        if (meant != null) {
            misspelt = misspelt.isEmpty() ? new EnumMap<>(ControlHeader.class) : misspelt;
            misspelt.put(meant, name);
        }
    }

    /**
     * The call, with nobody as its caller yet.
     *
     * @param arrivedMillis Unix milliseconds from which the default deadline counts
     */
    Call call(Clock clock, long arrivedMillis) {
        if (first(ControlHeader.REFUSED_TOKEN) != null) {
            throw ServiceException.unauthenticated("Invalid token: it is longer than " + Limits.TOKEN_BYTES + " bytes");
        }
        String refused = first(ControlHeader.REFUSED);
        if (refused != null) {
            throw ServiceException.invalidArgument("The headers cannot be read: " + refused);
        }
        misspelt.forEach(this::requireRight);
        return new Call(Caller.ANONYMOUS, deadline(clock, arrivedMillis), requestId(), trace());
    }

    /** The token, or an empty text when there is none. */
    String token() {
        String value = first(ControlHeader.AUTHORIZATION);
        if (value == null || value.isEmpty()) {
            return "";
        }
        if (!value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw ServiceException.unauthenticated("The header Authorization is not \"Bearer <token>\"");
        }
        return value.substring(BEARER.length()).strip();
    }

    /** On whose behalf a service calls: audit only. */
    Caller caller() {
        String value = first(ControlHeader.CALLER);
        if (value == null) {
            return Caller.service("");
        }
        return Caller.service(visible(Headers.CALLER, value, MAX_CALLER));
    }

    private Deadline deadline(Clock clock, long arrivedMillis) {
        String value = first(ControlHeader.DEADLINE);
        long latest = clock.millis() + Limits.MAX_DEADLINE.toMillis();
        if (value == null) {
            return new Deadline(arrivedMillis + Limits.DEFAULT_DEADLINE.toMillis());
        }
        boolean digits = !value.isEmpty()
                && value.length() <= MAX_DIGITS
                && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw ServiceException.invalidArgument("The header Deadline is not a Unix time in milliseconds");
        }
        Deadline deadline = new Deadline(Long.parseLong(value));
        if (deadline.unixMillis() > latest) {
            throw RefusedDeadline.tooFarAhead(deadline, clock);
        }
        return deadline;
    }

    private String requestId() {
        String value = first(ControlHeader.REQUEST_ID);
        if (value == null) {
            return UUID.randomUUID().toString();
        }
        return visible(Headers.REQUEST_ID, value, Limits.REQUEST_ID_CHARACTERS);
    }

    private Trace trace() {
        String parent = first(ControlHeader.TRACE_PARENT);
        String state = first(ControlHeader.TRACE_STATE);
        return parent == null ? Trace.start() : Trace.of(parent, state == null ? "" : state);
    }

    private static String visible(String name, String value, int most) {
        if (value.isEmpty() || value.length() > most || !value.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw ServiceException.invalidArgument(
                    "The header " + name + " is not 1 to " + most + " visible ASCII characters");
        }
        return value;
    }

    /** A misspelt name beside the right one is harmless: it may be a foreign header. */
    private void requireRight(ControlHeader meant, String name) {
        if (!values.containsKey(meant)) {
            throw ServiceException.invalidArgument("The header " + name + " is not supported: use " + meant.spelling());
        }
    }

    private @Nullable String first(ControlHeader header) {
        Integer count = repeated.get(header);
        if (count != null) {
            throw ServiceException.invalidArgument("The header " + header.spelling() + " is given " + count + " times");
        }
        return values.get(header);
    }
}
