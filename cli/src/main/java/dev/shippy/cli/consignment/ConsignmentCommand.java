package dev.shippy.cli.consignment;

import picocli.CommandLine.Command;

@Command(
        name = "consignment",
        description = "Bookings of containers onto vessels.",
        subcommands = {CreateConsignment.class, ListConsignments.class, GetConsignment.class, CancelConsignment.class})
public final class ConsignmentCommand {}
