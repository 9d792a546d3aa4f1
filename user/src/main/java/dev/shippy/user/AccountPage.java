package dev.shippy.user;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.user.v1.Request;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.runtime.Fields;
import dev.shippy.runtime.PageToken;
import dev.shippy.user.UserRepository.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the list of all accounts.
 *
 * @param scope what its tokens are bound to
 * @param after where it begins
 * @param size the most accounts on it
 */
record AccountPage(String scope, Optional<Position> after, int size) {

    /** What the token of the next page and the message itself take. */
    private static final int RESERVED_BYTES = 1_024;

    /** Anybody can make a token that is whole, so what is in it has to be as we write it. */
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,14}) ([A-Za-z0-9_-]{1,64})");

    static AccountPage of(Call call, Request request) {
        String scope = "user.GetAll " + call.caller().id();
        String token = request.getPageToken();
        Optional<Position> after =
                token.isEmpty() ? Optional.empty() : Optional.of(position(PageToken.decode(scope, token)));
        return new AccountPage(scope, after, Fields.pageSize(request.getPageSize()));
    }

    /** One more than the page has, to see whether another page follows. */
    int wanted() {
        return size + 1;
    }

    /** As many accounts as a page and a reply hold. */
    Response toResponse(List<Account> accounts) {
        Response.Builder page = Response.newBuilder().setOk(true);
        int room = Limits.REPLY_BYTES - RESERVED_BYTES;
        for (Account account : accounts) {
            User user = Messages.toUser(account);
            room -= user.getSerializedSize() + Long.BYTES;
            if (page.getUsersCount() == size || room < 0) {
                return page.setNextPageToken(tokenAfter(accounts.get(page.getUsersCount() - 1)))
                        .build();
            }
            page.addUsers(user);
        }
        return page.build();
    }

    private String tokenAfter(Account last) {
        return PageToken.encode(scope, last.createdAt().toEpochMilli() + " " + last.id());
    }

    private static Position position(String cursor) {
        Matcher matcher = CURSOR.matcher(cursor);
        if (!matcher.matches()) {
            throw Fields.refused("page_token", "does not belong to this list");
        }
        return new Position(Instant.ofEpochMilli(Long.parseLong(matcher.group(1))), matcher.group(2));
    }
}
