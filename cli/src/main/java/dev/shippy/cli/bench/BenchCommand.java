package dev.shippy.cli.bench;

import picocli.CommandLine.Command;

@Command(
        name = "bench",
        description = "Load tests: how many calls a system answers, how quickly, at what cost.",
        subcommands = {
            PrepareBench.class,
            RunBench.class,
            OpenBench.class,
            OverloadBench.class,
            StoreBench.class,
            ReplayBench.class,
            MailBench.class
        })
public final class BenchCommand {}
