package dev.shippy.consignment;

import dev.shippy.contracts.Caller;
import dev.shippy.contracts.ShippingService;
import dev.shippy.runtime.Fields;
import dev.shippy.runtime.PageToken;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which list a page token leads through: a token is good for the caller it was given to, and for the same view only.
 *
 * @param callerId who asks
 * @param owner whose consignments are listed; nothing for everybody's
 */
record PageScope(String callerId, Optional<String> owner) {

    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})\\.([0-9a-f]{32})");

    static PageScope of(Caller caller) {
        return new PageScope(caller.id(), caller.isAdmin() ? Optional.empty() : Optional.of(caller.id()));
    }

    String write(Position last) {
        return PageToken.encode(text(), last.createdAt() + "." + last.id());
    }

    /** Where the page before ended; nothing when the token is empty. */
    Optional<Position> read(String token) {
        return token.isEmpty() ? Optional.empty() : Optional.of(position(PageToken.decode(text(), token)));
    }

    private static Position position(String cursor) {
        Matcher matcher = CURSOR.matcher(cursor);
        if (!matcher.matches()) {
            throw Fields.refused("page_token", "does not belong to this list");
        }
        return new Position(Long.parseLong(matcher.group(1)), matcher.group(2));
    }

    private String text() {
        return ShippingService.GET_CONSIGNMENTS.name() + " " + callerId + (owner.isPresent() ? " own" : " all");
    }
}
