package dev.shippy.cli.user;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Line;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.Text;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.User;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "whoami",
        description = "Shows whose token is in use, and until when.",
        footerHeading = "%nExample:%n",
        footer = "  shippy user whoami")
final class WhoAmI implements Callable<Integer> {

    private final Shippy shippy;

    WhoAmI(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        String token = shippy.requiredToken();
        try (Session session = shippy.connect()) {
            Token valid = checked(
                    session,
                    session.call(
                            UserService.VALIDATE_TOKEN,
                            Token.newBuilder().setToken(token).build()));
            Response reply = session.call(
                    UserService.GET, User.newBuilder().setId(valid.getUserId()).build());
            List<Line> lines = new ArrayList<>(UserLines.of(reply.getUser()));
            lines.add(new Line("expires_at", Text.time(valid.getExpiresAt())));
            shippy.output().show(reply, lines);
        }
        return ExitCode.OK;
    }

    private static Token checked(Session session, Token token) {
        if (token.getValid()) {
            return token;
        }
        throw session.refused(ServiceException.unauthenticated(
                token.getErrorsCount() == 0
                        ? "The token is not valid"
                        : token.getErrors(0).getDescription()));
    }
}
