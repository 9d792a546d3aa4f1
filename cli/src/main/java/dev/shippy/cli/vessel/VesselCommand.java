package dev.shippy.cli.vessel;

import picocli.CommandLine.Command;

@Command(
        name = "vessel",
        description = "Vessels and their free room.",
        subcommands = {CreateVessel.class, ListVessels.class, GetVessel.class, FindVessel.class})
public final class VesselCommand {}
