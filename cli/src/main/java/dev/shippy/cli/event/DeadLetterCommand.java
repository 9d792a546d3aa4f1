package dev.shippy.cli.event;

import picocli.CommandLine.Command;

@Command(
        name = "dead-letter",
        description = "Events that could not be handled: look at them, try them once more, drop them. For operators.",
        subcommands = {ListDeadLetters.class, ShowDeadLetter.class, RedriveDeadLetters.class, PurgeDeadLetters.class})
public final class DeadLetterCommand {}
