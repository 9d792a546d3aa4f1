package dev.shippy.cli;

import dev.shippy.cli.bench.BenchCommand;
import dev.shippy.cli.consignment.ConsignmentCommand;
import dev.shippy.cli.event.DeadLetterCommand;
import dev.shippy.cli.event.EventCommand;
import dev.shippy.cli.key.KeyCommand;
import dev.shippy.cli.system.DemoCommand;
import dev.shippy.cli.system.ProvisionCommand;
import dev.shippy.cli.system.StatusCommand;
import dev.shippy.cli.system.UpCommand;
import dev.shippy.cli.user.UserCommand;
import dev.shippy.cli.vessel.VesselCommand;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParseResult;

/**
 * Builds the commands; each that asks for {@link Shippy} in its constructor gets it. Picocli's classes are of an old format that Java 17
 * does not archive once a lambda is made of them, so there is none here.
 */
final class CommandTree {

    private static final int USAGE_WIDTH = 80;

    /** In the order in which they are listed. Reading all of them takes longer than most commands. */
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            UpCommand.class,
            StatusCommand.class,
            ProvisionCommand.class,
            UserCommand.class,
            VesselCommand.class,
            ConsignmentCommand.class,
            KeyCommand.class,
            EventCommand.class,
            DeadLetterCommand.class,
            BenchCommand.class,
            InitCommand.class,
            CompletionCommand.class);

    private CommandTree() {}

    static CommandLine of(Shippy shippy, Failures failures, String... arguments) {
        CommandLine root = new CommandLine(new ShippyCommand(shippy.options()), factory(shippy));
        for (Class<?> command : needed(arguments)) {
            root.addSubcommand(command);
        }
        return Syntax.applied(root)
                .setUsageHelpWidth(USAGE_WIDTH)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setExecutionStrategy(new CheckedRun(shippy.options(), failures));
    }

    /** The command that the line begins with; all of them when it begins otherwise, or when the command asks for all. */
    private static List<Class<?>> needed(String... arguments) {
        return COMMANDS.stream()
                .filter(command -> command != CompletionCommand.class)
                .filter(command -> arguments.length > 0 && nameOf(command).equals(arguments[0]))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    private static String nameOf(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    private static IFactory factory(Shippy shippy) {
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                    if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Shippy.class) {
                        constructor.setAccessible(true);
                        return type.cast(constructor.newInstance(shippy));
                    }
                }
                return CommandLine.defaultFactory().create(type);
            }
        };
    }

    /** Checks values and configures logging as soon as the options are known. */
    private record CheckedRun(GlobalOptions options, Failures failures) implements IExecutionStrategy {
        @Override
        public int execute(ParseResult parsed) {
            Syntax.checkValues(parsed);
            if (options.verbose) {
                CommandLogging.verbose();
            }
            try {
                return new CommandLine.RunLast().execute(parsed);
            } catch (UncheckedIOException lost) {
                // Thrown while picocli prints help.
                return failures.tell(lost, parsed.commandSpec().commandLine().getErr());
            }
        }
    }
}
