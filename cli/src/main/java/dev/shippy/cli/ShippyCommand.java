package dev.shippy.cli;

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
        usageHelpAutoWidth = true)
final class ShippyCommand {

    @Mixin
    final GlobalOptions options;

    ShippyCommand(GlobalOptions options) {
        this.options = options;
    }
}
