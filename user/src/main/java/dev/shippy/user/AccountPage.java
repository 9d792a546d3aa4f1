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
        int space = cursor.indexOf(' ');
        return new Position(
                Instant.ofEpochMilli(Long.parseLong(cursor.substring(0, space))), cursor.substring(space + 1));
    }
}
