package dev.shippy.vessel;

import dev.shippy.contracts.Services;
import dev.shippy.runtime.Launcher;

/** Runs the vessel service as a process of its own. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Launcher.launch(Services.VESSEL, environment -> new VesselVerticle(VesselConfig.from(environment)));
    }
}
