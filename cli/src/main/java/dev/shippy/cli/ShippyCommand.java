package dev.shippy.cli;

import dev.shippy.cli.bench.BenchCommand;
import dev.shippy.cli.consignment.ConsignmentCommand;
import dev.shippy.cli.event.DeadLetterCommand;
import dev.shippy.cli.event.EventCommand;
import dev.shippy.cli.key.KeyCommand;
import dev.shippy.cli.system.DemoCommand;
import dev.shippy.cli.system.ProvisionCommand;
import dev.shippy.cli.system.StatusCommand;
import dev.shippy.cli.system.UpCommand;
import dev.shippy.cli.user.UserCommand;
import dev.shippy.cli.vessel.VesselCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

@Command(
        name = "shippy",
        description = "Books freight on vessels, over NATS.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpAutoWidth = true,
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            StatusCommand.class,
            ProvisionCommand.class,
            UserCommand.class,
            VesselCommand.class,
            ConsignmentCommand.class,
            KeyCommand.class,
            EventCommand.class,
            DeadLetterCommand.class,
            BenchCommand.class,
            CompletionCommand.class
        })
final class ShippyCommand {

    @Mixin
    final GlobalOptions options;

    ShippyCommand(GlobalOptions options) {
        this.options = options;
    }
}
