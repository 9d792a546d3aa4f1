package dev.shippy.cli.user;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.User;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "create",
        description = "Signs up. The password has 8 to 72 bytes.",
        footerHeading = "%nExample:%n",
        footer = "  shippy user create --name Ewan --company Valentine --email ewan@example.com")
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class CreateUser implements Callable<Integer> {

    private final Shippy shippy;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "Your name.")
    private String name;

    @Option(names = "--company", paramLabel = "COMPANY", description = "Your company.")
    private String company = "";

    @Option(names = "--email", paramLabel = "ADDRESS", required = true, description = "Your e-mail address.")
    private String email;

    @Mixin
    private PasswordOptions password;

    CreateUser(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        User user = User.newBuilder()
                .setName(name)
                .setCompany(company)
                .setEmail(email)
                .setPassword(password.chosen(shippy))
                .build();
        try (Session session = shippy.connect()) {
            Response reply = session.call(UserService.CREATE, user);
            shippy.output().done(reply, UserLines.of(reply.getUser()));
        }
        return ExitCode.OK;
    }
}
