package dev.shippy.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Declares the command for help and completion; the script `shippy` runs it without Java. */
@Command(
        name = "init",
        description = {
            "Writes .env with new random secrets for docker compose, once.",
            "Only the script `shippy` in the source tree runs this command."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./shippy init && docker compose up -d --wait")
final class InitCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new UsageException("This command runs only as ./shippy init in the source tree");
    }
}
