package dev.shippy.cli.system;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.FailureException;
import dev.shippy.cli.Host;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.StopSignal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Runs the real commands as a person would type them, and shows what comes back. */
final class DemoShell {

    /** What a command printed and how it ended. */
    record Result(int code, String out, String errors) {

        /** The value of a line {@code name: value}. */
        String value(String name) {
            return out.lines()
                    .filter(line -> line.startsWith(name + ": "))
                    .findFirst()
                    .map(line -> line.substring(name.length() + 2))
                    .orElse("");
        }
    }

    /** Where the launcher lies, in front of the files that belong to it. */
    private static final String HOME = System.getProperty("shippy.home", ".") + "/";

    /** Also a slow machine that is busy with something else shows the demo to its end. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Shippy shippy;
    private final Map<String, String> variables;
    private final StopSignal stop;
    private int step;

    /** With the variables that lead to the system and keep the person's own state out of it. */
    DemoShell(Shippy shippy, Map<String, String> variables, StopSignal stop) {
        this.shippy = shippy;
        this.variables = Map.copyOf(variables);
        this.stop = stop;
    }

    void step(String title) {
        step++;
        say("");
        say(step + ". " + title);
    }

    void say(String text) {
        shippy.output().print(text);
    }

    Result run(String... arguments) {
        return runWithInput("", arguments);
    }

    Result runWithInput(String input, String... arguments) {
        return show(tryWithInput(input, arguments), arguments);
    }

    /** Runs a command again and again, and shows the run that came out right. */
    void runUntil(Predicate<Result> right, String... arguments) {
        Result result = until(() -> Optional.of(tryWithInput("", arguments)).filter(right))
                .orElseGet(() -> tryWithInput("", arguments));
        expect(right.test(show(result, arguments)), "it did not happen within " + PATIENCE.toSeconds() + " s");
    }

    /** What the look finds, as soon as it does; nothing when it does not. */
    <T> Optional<T> until(Supplier<Optional<T>> look) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<T> found = look.get();
        while (found.isEmpty() && System.nanoTime() < end && !stop.wasAsked()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            found = look.get();
        }
        return found;
    }

    private Result tryWithInput(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter errors = new StringWriter();
        Host host = shippy.host().with(variables, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        int code = new Shippy(host, out, new PrintWriter(errors), PATIENCE).run(arguments);
        if (stop.wasAsked()) {
            throw new FailureException("Stopped by a signal");
        }
        return new Result(code, out.toString(StandardCharsets.UTF_8), errors.toString());
    }

    private Result show(Result result, String... arguments) {
        say("   $ shippy " + Arrays.stream(arguments).map(DemoShell::typed).collect(Collectors.joining(" ")));
        result.out().lines().forEach(line -> say("   " + line));
        result.errors().lines().forEach(line -> say("   " + line));
        if (result.code() != ExitCode.OK) {
            say("   => exit code " + result.code());
        }
        return result;
    }

    /** Ends the demo with a sentence unless it came out as the step says. */
    void expect(boolean came, String sentence) {
        if (!came) {
            throw new FailureException("Step " + step + " did not come out as it says: " + sentence);
        }
    }

    /** A file that comes with the launcher. */
    String file(String name) {
        return HOME + name;
    }

    private static String typed(String argument) {
        String shown = argument.startsWith(HOME) ? argument.substring(HOME.length()) : argument;
        return shown.contains(" ") ? "'" + shown + "'" : shown;
    }
}
