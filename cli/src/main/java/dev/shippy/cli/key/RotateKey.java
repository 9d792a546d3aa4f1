package dev.shippy.cli.key;

import dev.shippy.cli.Confirmation;
import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Line;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.Key;
import dev.shippy.contracts.user.v1.KeySet;
import dev.shippy.contracts.user.v1.Request;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rotate",
        description = "Makes a new key pair, which signs after a short delay; tokens in use stay valid. For admins.",
        footerHeading = "%nExamples:%n",
        footer = {"  shippy key rotate", "  shippy key rotate --yes"})
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class RotateKey implements Callable<Integer> {

    private final Shippy shippy;

    @Mixin
    private Confirmation confirmation;

    RotateKey(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        confirmation.require(shippy, "Make a new key pair?");
        try (Session session = shippy.connect()) {
            KeySet keys = session.call(UserService.ROTATE_KEY, Request.getDefaultInstance());
            shippy.output()
                    .done(keys, keys.getKeysList().stream().map(RotateKey::line).toList());
        }
        return ExitCode.OK;
    }

    private static Line line(Key key) {
        return new Line("key", key.getKid() + " " + key.getAlgorithm() + (key.getSigning() ? " signs" : ""));
    }
}
