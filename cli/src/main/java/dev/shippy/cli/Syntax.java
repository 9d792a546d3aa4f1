package dev.shippy.cli;

import dev.shippy.runtime.ProcessInput;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The syntax of the command line: every parser option of picocli is set here, none is left to its default. */
final class Syntax {

    private Syntax() {}

    static CommandLine applied(CommandLine root) {
        return root.registerConverter(Path.class, new FileName())
                // Arguments are taken literally: no @file, no removal of quotes. Only picocli's own texts have
                // variables.
                .setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setInterpolateVariables(true)
                // An option, known or mistyped, is not the value of the one before it: see checkValues.
                .setAllowOptionsAsOptionParameters(false)
                .setAllowSubcommandsAsOptionParameters(false)
                .setUnmatchedOptionsAllowedAsOptionParameters(true)
                .setUnmatchedOptionsArePositionalParams(false)
                .setUnmatchedArgumentsAllowed(false)
                // Abbreviations in scripts would change their meaning when options are added.
                .setAbbreviatedOptionsAllowed(false)
                .setAbbreviatedSubcommandsAllowed(false)
                .setOptionsCaseInsensitive(false)
                .setSubcommandsCaseInsensitive(false)
                // No option is given twice, and a given flag is set.
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
     * Checks what picocli does not: each text is UTF-8, and a value that begins with a dash is written as {@code
     * --name=-x}. Picocli would either refuse that form too, or take a mistyped option for a value.
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
                // To Java the current folder, which a script with an unset variable does not mean.
                if (argument.isPositional()
                        && argument.type() == Path.class
                        && argument.originalStringValues().contains("")) {
                    throw new ParameterException(level.commandSpec().commandLine(), name(argument) + " is empty");
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
