package dev.shippy.cli.key;

import picocli.CommandLine.Command;

@Command(name = "key", description = "The keys that sign tokens.", subcommands = RotateKey.class)
public final class KeyCommand {}
