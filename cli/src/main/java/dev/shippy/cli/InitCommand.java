package dev.shippy.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Here for help and completion: the script `shippy` does it before any Java runs. */
@Command(
        name = "init",
        description = {
            "Writes .env with new random secrets for docker compose, once.",
            "The script `shippy` in the source tree does it, without Java."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./shippy init && docker compose up -d --wait")
final class InitCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new UsageException("Secrets are written by the script in the source tree: ./shippy init");
    }
}
