package dev.shippy.cli;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Builds the commands; each that asks for {@link Shippy} in its constructor gets it. */
final class CommandTree {

    private static final int USAGE_WIDTH = 80;

    private CommandTree() {}

    static CommandLine of(Shippy shippy) {
        Failures failures = new Failures(shippy.options());
        return new CommandLine(new ShippyCommand(shippy.options()), factory(shippy))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(USAGE_WIDTH)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setExecutionStrategy(parsed -> {
                    if (shippy.options().verbose) {
                        CommandLogging.verbose();
                    }
                    return new CommandLine.RunLast().execute(parsed);
                });
    }

    private static IFactory factory(Shippy shippy) {
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                boolean asks = Arrays.stream(type.getDeclaredConstructors())
                        .anyMatch(constructor ->
                                Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Shippy.class}));
                if (!asks) {
                    return CommandLine.defaultFactory().create(type);
                }
                Constructor<K> constructor = type.getDeclaredConstructor(Shippy.class);
                constructor.setAccessible(true);
                return constructor.newInstance(shippy);
            }
        };
    }
}
