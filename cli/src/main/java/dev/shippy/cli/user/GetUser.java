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
        name = "get",
        description = "Shows one account: your own or, for admins, any.",
        footerHeading = "%nExample:%n",
        footer = "  shippy user get ewan@example.com")
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class GetUser implements Callable<Integer> {

    private final Shippy shippy;

    @Mixin
    private UserReference user;

    GetUser(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        try (Session session = shippy.connect()) {
            Response reply = session.call(UserService.GET, user.asked());
            shippy.output().show(reply, UserLines.of(reply.getUser()));
        }
        return ExitCode.OK;
    }
}
