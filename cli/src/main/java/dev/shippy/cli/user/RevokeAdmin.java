package dev.shippy.cli.user;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.Response;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "revoke",
        description = "Makes an admin a plain user. For admins; the last one stays.",
        footerHeading = "%nExample:%n",
        footer = "  shippy user revoke ewan@example.com")
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class RevokeAdmin implements Callable<Integer> {

    private final Shippy shippy;

    @Mixin
    private UserReference user;

    RevokeAdmin(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        try (Session session = shippy.connect()) {
            Response reply = session.call(UserService.REVOKE, user.identified(session));
            shippy.output().done(reply, UserLines.of(reply.getUser()));
        }
        return ExitCode.OK;
    }
}
