package dev.shippy.cli.user;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Paging;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.Request;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.User;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "Lists all accounts, oldest first. For admins.",
        footerHeading = "%nExamples:%n",
        footer = {"  shippy user list", "  shippy user list --all --output json"})
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class ListUsers implements Callable<Integer> {

    private final Shippy shippy;

    @Mixin
    private Paging paging;

    ListUsers(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        try (Session session = shippy.connect()) {
            paging.print(
                    shippy,
                    "users",
                    shippy.output().list("users", UserLines.COLUMNS),
                    (size, token) -> page(session, size, token));
        }
        return ExitCode.OK;
    }

    private static Paging.Page<User> page(Session session, int size, String token) {
        Request request =
                Request.newBuilder().setPageSize(size).setPageToken(token).build();
        Response reply = session.call(UserService.GET_ALL, request);
        return new Paging.Page<>(reply.getUsersList(), reply.getNextPageToken());
    }
}
