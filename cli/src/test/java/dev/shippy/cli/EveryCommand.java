package dev.shippy.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command, not a group, with its required arguments, for claims about every command.
 *
 * @param line its picocli model
 */
record EveryCommand(CommandLine line) {

    private static final Map<String, String> BY_LABEL =
            Map.of("TIME", "2h", "SUBSCRIBER", "email-subscriber", "FILE", "consignment.json");

    static Stream<EveryCommand> all() {
        return everyLine().filter(line -> line.getSubcommands().isEmpty()).map(EveryCommand::new);
    }

    /** Groups, too. */
    static Stream<CommandLine> everyLine() {
        Host host =
                new Host(Map.of(), InputStream.nullInputStream(), prompt -> Optional.empty(), new FakeSystem(), false);
        Shippy shippy = new Shippy(
                host, OutputStream.nullOutputStream(), new PrintWriter(Writer.nullWriter()), Duration.ofMillis(50));
        return withSubcommands(CommandTree.of(shippy, new Failures(shippy.options())));
    }

    /** Its arguments that take a value, inherited options included. */
    List<ArgSpec> valued() {
        return line.getCommandSpec().args().stream()
                .filter(argument -> argument.arity().max() > 0)
                .toList();
    }

    /** The command with its required arguments, except one. */
    List<String> wordsWithout(ArgSpec left) {
        List<String> words = new ArrayList<>(path());
        for (ArgSpec argument : line.getCommandSpec().args()) {
            if (argument.required() && !argument.equals(left)) {
                words.addAll(with(argument, BY_LABEL.getOrDefault(argument.paramLabel(), "1")));
            }
        }
        return words;
    }

    List<String> words() {
        List<String> words = new ArrayList<>(path());
        for (ArgSpec argument : line.getCommandSpec().args()) {
            if (argument.required()) {
                words.addAll(with(argument, BY_LABEL.getOrDefault(argument.paramLabel(), "1")));
            }
        }
        return words;
    }

    List<String> path() {
        return List.of(line.getCommandSpec()
                .qualifiedName()
                .substring("shippy ".length())
                .split(" "));
    }

    static List<String> with(ArgSpec argument, String value) {
        return argument instanceof OptionSpec option ? List.of(option.longestName(), value) : List.of(value);
    }

    /** The name in messages. */
    static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static Stream<CommandLine> withSubcommands(CommandLine line) {
        return Stream.concat(
                Stream.of(line), line.getSubcommands().values().stream().flatMap(EveryCommand::withSubcommands));
    }

    @Override
    public String toString() {
        return String.join(" ", path());
    }
}
