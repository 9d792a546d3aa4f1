package dev.shippy.cli.event;

import picocli.CommandLine.Command;

@Command(
        name = "event",
        description = "What has happened: list, follow, replay, hand out once more. For operators.",
        subcommands = {
            ListEvents.class,
            TailEvents.class,
            ShowEvent.class,
            ReplayEvents.class,
            RedeliverEvents.class,
            RepublishEvents.class
        })
public final class EventCommand {}
