package dev.shippy.cli.bench;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.FailureException;
import dev.shippy.cli.Output;
import dev.shippy.cli.Reason;
import dev.shippy.cli.RunningSystem;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.Door;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.user.v1.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "prepare",
        description = {
            "Writes payloads and a token for plain `nats bench`.",
            "Prints the commands with which it (natscli 0.4.0 or newer) asks the running",
            "system.",
            "The token is that of --token or of `user login`; its file is for you alone."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shippy bench prepare", "  shippy bench prepare /tmp/load --server nats://host:4222"})
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class PrepareBench implements Callable<Integer> {

    private static final List<LoadSet> SETS = List.of(LoadSet.FIND_AVAILABLE, LoadSet.LIST, LoadSet.BOOKING);
    private static final int CALLS = 50_000;

    private final Shippy shippy;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DIR", description = "The folder; default: bench.")
    private Path folder = Path.of("bench");

    PrepareBench(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() {
        Stage stage = new Stage(shippy.requiredToken(), User.getDefaultInstance(), List.of());
        write(stage);
        Output output = shippy.output();
        commands().forEach(output::print);
        return ExitCode.OK;
    }

    private void write(Stage stage) {
        try {
            Files.createDirectories(folder);
            for (LoadSet set : SETS) {
                Files.write(payload(set), set.request(stage, 0).toByteArray());
            }
            Path token = folder.resolve("token");
            Files.deleteIfExists(token);
            Path made = Files.createFile(
                    token, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(made, stage.token() + "\n");
        } catch (IOException unwritable) {
            throw new FailureException(
                    "The folder " + folder + " cannot be written: " + Reason.of(unwritable), unwritable);
        }
    }

    private List<String> commands() {
        Optional<Path> up = shippy.namedServer().isPresent() ? Optional.empty() : OpenedTarget.up(shippy);
        Target target = up.map(Target::inFolder)
                .orElseGet(() -> Target.at(shippy.namedServer().orElse("nats://127.0.0.1:4222")));
        String password = up.map(data ->
                        "$(sed -n s/^BENCH_NATS_PASSWORD=//p " + data.resolve(RunningSystem.NATS_PASSWORDS) + ")")
                .orElse("PASSWORD");
        List<String> commands = new ArrayList<>();
        commands.add(
                "export NATS_URL=" + target.server() + " NATS_USER=" + NatsUsers.BENCH + " NATS_PASSWORD=" + password);
        for (LoadSet set : SETS) {
            commands.add(request(set.rpc().subject(Door.PUBLIC), set));
        }
        commands.add("# The echo to compare with, in another terminal, and the same request to it:");
        commands.add("nats bench service serve " + NatsBench.ECHO + " --inbox-prefix _INBOX_bench --no-progress");
        commands.add(request(NatsBench.ECHO, LoadSet.FIND_AVAILABLE));
        return commands;
    }

    private String request(String subject, LoadSet set) {
        return "nats bench service request " + subject + " --inbox-prefix _INBOX_bench --payload " + payload(set)
                + " -H \"Authorization:Bearer $(cat " + folder.resolve("token") + ")\" --clients " + set.clients()
                + " --msgs " + CALLS + " --no-progress";
    }

    private Path payload(LoadSet set) {
        return folder.resolve(set + ".bin");
    }
}
