package dev.shippy.cli;

import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.ConfigurationException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Decides, for every command, what a failure says on standard error and which exit code it has. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final GlobalOptions options;

    Failures(GlobalOptions options) {
        this.options = options;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return tell(failure, command.getErr());
    }

    /** Prints what failed, unless the reader of the results is gone. Returns the exit code. */
    int tell(Exception failure, PrintWriter errors) {
        if (ClosedPipe.isCauseOf(failure)) {
            return ExitCode.OK;
        }
        errors.println(sentence(failure));
        // A failure during cleanup may be the cause.
        Stream.of(failure.getSuppressed())
                .filter(FailureException.class::isInstance)
                .forEach(found -> errors.println(ended(String.valueOf(found.getMessage()))));
        if (options.verbose) {
            details(failure, errors);
        }
        errors.flush();
        return code(failure);
    }

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter errors = command.getErr();
        WrongUsage wrong = new WrongUsage(failure);
        errors.println(ended(Text.line(wrong.sentence())));
        if (isUnfinished(failure)) {
            command.usage(errors);
        } else if (!wrong.suggest(errors)) {
            errors.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        errors.flush();
        return ExitCode.USAGE;
    }

    /** Only a group's name was typed. */
    private static boolean isUnfinished(ParameterException failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("Missing required subcommand");
    }

    private static String sentence(Exception failure) {
        if (failure instanceof ServiceException refused) {
            return ended(Text.line(refused.sentence()));
        }
        if (failure instanceof UncheckedIOException unwritable) {
            return lost(unwritable);
        }
        if (isExpected(failure)) {
            return ended(String.valueOf(failure.getMessage()));
        }
        return "shippy failed: " + ended(Text.line(failure.toString())) + " Details: --verbose";
    }

    /** Expected failures need no stack trace, only their causes. */
    private static void details(Exception failure, PrintWriter errors) {
        if (!(failure instanceof ServiceException) && !isExpected(failure)) {
            failure.printStackTrace(errors);
            return;
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            errors.println("Because of: " + Text.line(cause.toString()));
        }
    }

    static String lost(UncheckedIOException unwritable) {
        Throwable cause = unwritable.getCause();
        return ended("The results cannot be written" + (cause == null ? "" : ": " + cause.getMessage()));
    }

    private static boolean isExpected(Exception failure) {
        return failure instanceof UsageException
                || failure instanceof FailureException
                || failure instanceof ConfigurationException;
    }

    private static int code(Exception failure) {
        if (failure instanceof ServiceException refused) {
            return ExitCode.of(refused.code());
        }
        return failure instanceof UsageException ? ExitCode.USAGE : ExitCode.FAILURE;
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
    }
}
