package dev.shippy.cli;

import dev.shippy.runtime.ProcessInput;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What a command line may look like: each of picocli's liberties is chosen here, none is left to its default. */
final class Syntax {

    private Syntax() {}

    static CommandLine applied(CommandLine root) {
        return root.registerConverter(Path.class, new FileName())
                // Arguments mean what they say: no @file, no quotes within quotes. Variables are in picocli's own names
                // alone.
                .setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setInterpolateVariables(true)
                // An option, known or mistyped, is not the value of the one before it: see checkValues.
                .setAllowOptionsAsOptionParameters(false)
                .setAllowSubcommandsAsOptionParameters(false)
                .setUnmatchedOptionsAllowedAsOptionParameters(true)
                .setUnmatchedOptionsArePositionalParams(false)
                .setUnmatchedArgumentsAllowed(false)
                // Scripts go on to mean the same when there are more options.
                .setAbbreviatedOptionsAllowed(false)
                .setAbbreviatedSubcommandsAllowed(false)
                .setOptionsCaseInsensitive(false)
                .setSubcommandsCaseInsensitive(false)
                // Nothing is said twice, and a flag that is given is set.
                .setOverwrittenOptionsAllowed(false)
                .setToggleBooleanFlags(false)
                // As in POSIX and GNU: -ojson, --output=json, options anywhere, nothing is an option after --.
                .setPosixClusteredShortOptionsAllowed(true)
                .setSeparator("=")
                .setStopAtPositional(false)
                .setStopAtUnmatched(false)
                .setEndOfOptionsDelimiter("--")
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /**
     * What picocli does not look at: each text is UTF-8, and a value that begins with a dash is written as {@code --name=-x}. Picocli
     * would refuse even that, or else take a mistyped option for a value.
     *
     * @throws ParameterException naming the argument
     */
    static void checkValues(ParseResult parsed) {
        for (ParseResult level = parsed; level != null; level = level.subcommand()) {
            for (ArgSpec argument : level.matchedArgs()) {
                for (String value : argument.originalStringValues()) {
                    if (!ProcessInput.isIntact(value)) {
                        throw new ParameterException(
                                level.commandSpec().commandLine(), name(argument) + " is not UTF-8 text" + hint());
                    }
                }
                if (argument instanceof OptionSpec option && hasOptionForValue(option, parsed.originalArgs())) {
                    throw new ParameterException(
                            level.commandSpec().commandLine(), WrongUsage.withoutValue(option.longestName()));
                }
            }
        }
    }

    private static boolean hasOptionForValue(OptionSpec option, List<String> words) {
        List<String> names = List.of(option.names());
        for (int i = 0; i + 1 < words.size() && !words.get(i).equals("--"); i++) {
            if (option.arity().max() > 0
                    && names.contains(words.get(i))
                    && words.get(i + 1).matches("-[^0-9].*")) {
                return true;
            }
        }
        return false;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    static String hint() {
        return System.getProperty("sun.jnu.encoding", "").equals("UTF-8") ? "" : "; set LC_ALL=C.UTF-8";
    }
}
