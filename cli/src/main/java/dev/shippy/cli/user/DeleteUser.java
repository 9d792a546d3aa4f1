package dev.shippy.cli.user;

import dev.shippy.cli.Confirmation;
import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Line;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.User;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "delete",
        description = "Permanently deletes your own account or, for admins, any. Its tokens expire within a minute.",
        footerHeading = "%nExamples:%n",
        footer = {"  shippy user delete ewan@example.com", "  shippy user delete ewan@example.com --yes"})
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class DeleteUser implements Callable<Integer> {

    private final Shippy shippy;

    @Mixin
    private UserReference user;

    @Mixin
    private Confirmation confirmation;

    DeleteUser(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        confirmation.require(shippy, "Delete the account " + user + " permanently?");
        try (Session session = shippy.connect()) {
            User found = user.identified(session);
            Response reply = session.call(UserService.DELETE, found);
            shippy.output().done(reply, List.of(new Line("deleted", found.getId())));
        }
        return ExitCode.OK;
    }
}
