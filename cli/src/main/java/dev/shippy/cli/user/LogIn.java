package dev.shippy.cli.user;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.FailureException;
import dev.shippy.cli.Line;
import dev.shippy.cli.Output;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.Text;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.User;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "login",
        description = "Logs in. Later commands with the same server use the token, which is kept for you alone.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shippy user login --email ewan@example.com",
            "  TOKEN=$(shippy user login --email ewan@example.com --print-token)"
        })
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class LogIn implements Callable<Integer> {

    private final Shippy shippy;

    @Option(names = "--email", paramLabel = "ADDRESS", required = true, description = "Your e-mail address.")
    private String email;

    @Option(names = "--print-token", description = "Print the token, and nothing else.")
    private boolean printToken;

    @Mixin
    private PasswordOptions password;

    LogIn(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        User user = User.newBuilder()
                .setEmail(email)
                .setPassword(password.known(shippy))
                .build();
        try (Session session = shippy.connect()) {
            Token token = session.call(UserService.AUTH, user);
            Optional<String> problem = keep(token);
            print(token);
            problem.ifPresent(sentence -> shippy.note("The login was not stored: " + sentence + "."));
            // A token that is neither printed nor stored is lost.
            return problem.isPresent() && !printToken ? ExitCode.FAILURE : ExitCode.OK;
        }
    }

    /** Returns why it cannot be kept. */
    private Optional<String> keep(Token token) {
        try {
            shippy.keepToken(token.getToken());
            return Optional.empty();
        } catch (FailureException unkept) {
            return Optional.of(String.valueOf(unkept.getMessage()));
        }
    }

    private void print(Token token) {
        Output output = shippy.output();
        if (printToken) {
            output.print(token.getToken());
            return;
        }
        output.done(
                token, List.of(new Line("logged_in", email), new Line("expires_at", Text.time(token.getExpiresAt()))));
    }
}
