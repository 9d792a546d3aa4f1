package dev.shippy.cli;

import dev.shippy.contracts.ServiceException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The token of a command, and what to do when it is refused.
 *
 * @param token empty if nobody is logged in
 * @param kept whether `user login` stored it
 * @param server without user and password
 * @param command returns how to type another command for the same server
 */
record Login(Optional<String> token, boolean kept, String server, UnaryOperator<String> command) {

    /** The token. @throws ServiceException UNAUTHENTICATED when there is none */
    String required() {
        return token.orElseThrow(() -> refused(ServiceException.unauthenticated("You are not logged in")));
    }

    /** Adds to an authentication failure how to log in. */
    ServiceException refused(ServiceException failure) {
        return ServiceException.unauthenticated(
                reason(failure) + "; log in with " + command.apply("user login --email ADDRESS"));
    }

    /** The service gives the same reason for every bad token, so expiry is checked here. */
    private String reason(ServiceException failure) {
        Optional<Instant> end = token.flatMap(Login::end).filter(time -> !time.isAfter(Instant.now()));
        if (end.isEmpty()) {
            return failure.sentence();
        }
        String whose = kept ? "Your login at " + server : "The token";
        return whose + " has expired (at " + Text.time(end.get().toEpochMilli()) + ")";
    }

    /** The expiry in the claims, which are not verified here. */
    private static Optional<Instant> end(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return Optional.ofNullable(new JsonObject(claims).getLong("exp")).map(Instant::ofEpochSecond);
        } catch (IllegalArgumentException | DecodeException | ClassCastException | DateTimeException none) {
            return Optional.empty();
        }
    }
}
