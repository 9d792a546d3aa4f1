package dev.shippy.cli.user;

import dev.shippy.cli.Session;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.User;
import picocli.CommandLine.Parameters;

/** Names one account. */
final class UserReference {

    @Parameters(paramLabel = "USER", description = "The account's id or, for admins, its e-mail address.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String text;

    @Override
    public String toString() {
        return text;
    }

    /** As a question for Get. */
    User asked() {
        User.Builder user = User.newBuilder();
        return (text.contains("@") ? user.setEmail(text) : user.setId(text)).build();
    }

    /** With the id, which takes a question if only the address is known. */
    User identified(Session session) {
        User asked = asked();
        if (!asked.getId().isEmpty()) {
            return asked;
        }
        String id = session.call(UserService.GET, asked).getUser().getId();
        return User.newBuilder().setId(id).build();
    }
}
