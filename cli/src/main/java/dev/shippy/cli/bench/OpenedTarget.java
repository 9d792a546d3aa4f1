package dev.shippy.cli.bench;

import dev.shippy.cli.Gateway;
import dev.shippy.cli.RunningSystem;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.UsageException;
import dev.shippy.cli.system.ChildSystem;
import dev.shippy.contracts.user.v1.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The system that a command measures: a running one, or one that is started for it and goes with it. */
final class OpenedTarget implements AutoCloseable {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

    private final Shippy shippy;
    private final Target target;
    private final @Nullable ChildSystem own;

    private OpenedTarget(Shippy shippy, Target target, @Nullable ChildSystem own) {
        this.shippy = shippy;
        this.target = target;
        this.own = own;
    }

    /**
     * {@code --server} or NATS_URL, else what `up` runs here, else a new one.
     *
     * @param work a folder for what a new one leaves
     */
    static OpenedTarget open(Shippy shippy, SystemChoice choice, Path work) throws InterruptedException {
        Optional<String> named = shippy.namedServer();
        Optional<Path> up = up(shippy);
        if (choice.embedded || (named.isEmpty() && up.isEmpty())) {
            shippy.note("Starting a system of its own");
            ChildSystem own = ChildSystem.start(work);
            return new OpenedTarget(shippy, Target.of(own), own);
        }
        return new OpenedTarget(shippy, named.map(Target::at).orElseGet(() -> Target.inFolder(up.orElseThrow())), null);
    }

    /** The data folder of what `up` runs here; one that a killed `up` has noted and taken along does not count. */
    static Optional<Path> up(Shippy shippy) {
        return shippy.host()
                .state()
                .runningSystem()
                .filter(folder -> Files.isReadable(folder.resolve(RunningSystem.OPERATOR_URL)));
    }

    Target target() {
        return target;
    }

    Gateway connect() {
        return shippy.host().connector().connect(target.url(), CONNECT_LIMIT);
    }

    /** @throws UsageException when data of a running system would be changed and nobody has said that they may */
    Stage prepare(LoadSet set, Gateway gateway, SystemChoice choice) {
        StageHand hand = new StageHand(gateway);
        if (own != null) {
            return hand.own(set, target.admin().orElseThrow());
        }
        if (set.changesData() && !choice.changing) {
            throw new UsageException("The set " + set + " leaves data in the running system at " + target.server()
                    + ": --yes allows it, --embedded measures a system of its own");
        }
        return hand.borrowed(set, set.isAnybodys() ? "" : shippy.requiredToken());
    }

    /** Takes away what {@link #prepare} put into a system of others. */
    void leave(Gateway gateway, Stage stage) {
        if (own == null && !stage.login().equals(User.getDefaultInstance())) {
            new StageHand(gateway).leave(stage.login());
        }
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
