package dev.shippy.consignment;

import dev.shippy.contracts.Services;
import dev.shippy.runtime.Launcher;

/** Runs the consignment service. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Launcher.launch(
                Services.CONSIGNMENT, environment -> new ConsignmentVerticle(ConsignmentConfig.from(environment)));
    }
}
