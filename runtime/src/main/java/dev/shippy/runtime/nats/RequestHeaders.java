package dev.shippy.runtime.nats;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.Headers;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Trace;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the context of a call from a request's headers; what is malformed is refused by name. */
final class RequestHeaders {

    private static final String BEARER = "Bearer ";
    private static final int MAX_CALLER = 128;
    private static final int MAX_DIGITS = 15;

    private final Function<String, List<String>> values;

    private RequestHeaders(Function<String, List<String>> values) {
        this.values = values;
    }

    /** Of headers that jnats has read, if there are any. */
    static RequestHeaders of(io.nats.client.impl.@Nullable Headers headers) {
        return new RequestHeaders(
                name -> headers == null ? List.of() : Objects.requireNonNullElse(headers.get(name), List.of()));
    }

    /** Nothing when they are of another form. */
    static @Nullable RequestHeaders ofPlain(PlainHeaders headers) {
        Map<String, List<String>> values = new HashMap<>();
        while (headers.next()) {
            values.merge(headers.name(), List.of(headers.value()), RequestHeaders::both);
        }
        return headers.isPlain() ? new RequestHeaders(name -> values.getOrDefault(name, List.of())) : null;
    }

    private static List<String> both(List<String> earlier, List<String> later) {
        return Stream.concat(earlier.stream(), later.stream()).toList();
    }

    /**
     * The call, with nobody as its caller yet.
     *
     * @param arrivedMillis Unix milliseconds from which the default deadline counts
     */
    Call call(Clock clock, long arrivedMillis) {
        if (first(HeaderGuard.REFUSED_TOKEN) != null) {
            throw ServiceException.unauthenticated(
                    "The token is not good: it is longer than " + Limits.TOKEN_BYTES + " bytes");
        }
        String refused = first(HeaderGuard.REFUSED);
        if (refused != null) {
            throw ServiceException.invalidArgument("The headers cannot be read: " + refused);
        }
        return new Call(Caller.ANONYMOUS, deadline(clock, arrivedMillis), requestId(), trace());
    }

    /** The token, or an empty text when there is none. */
    String token() {
        String value = first(Headers.AUTHORIZATION);
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
        String value = first(Headers.CALLER);
        if (value == null) {
            return Caller.service("");
        }
        return Caller.service(visible(Headers.CALLER, value, MAX_CALLER));
    }

    private Deadline deadline(Clock clock, long arrivedMillis) {
        String value = first(Headers.DEADLINE);
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
        long unixMillis = Long.parseLong(value);
        if (unixMillis > latest) {
            throw ServiceException.invalidArgument("The header Deadline is more than " + Limits.MAX_DEADLINE.toSeconds()
                    + " s ahead of the server's time " + clock.millis());
        }
        return new Deadline(unixMillis);
    }

    private String requestId() {
        String value = first(Headers.REQUEST_ID);
        if (value == null) {
            return UUID.randomUUID().toString();
        }
        return visible(Headers.REQUEST_ID, value, Limits.REQUEST_ID_CHARACTERS);
    }

    private Trace trace() {
        String parent = first(Headers.TRACE_PARENT);
        String state = first(Headers.TRACE_STATE);
        return parent == null ? Trace.start() : Trace.of(parent, state == null ? "" : state);
    }

    private static String visible(String name, String value, int most) {
        if (value.isEmpty() || value.length() > most || !value.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw ServiceException.invalidArgument(
                    "The header " + name + " is not 1 to " + most + " visible ASCII characters");
        }
        return value;
    }

    private @Nullable String first(String name) {
        List<String> given = values.apply(name);
        if (given.size() > 1) {
            throw ServiceException.invalidArgument("The header " + name + " is given " + given.size() + " times");
        }
        return given.isEmpty() ? null : given.get(0);
    }
}
