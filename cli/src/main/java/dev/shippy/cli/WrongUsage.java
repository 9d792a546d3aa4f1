package dev.shippy.cli;

import dev.shippy.runtime.ProcessInput;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Describes a usage error. An unexpected word is not repeated, since it may be a secret, such as the value of a
 * mistyped {@code --password}: its position and a suggestion are enough.
 */
record WrongUsage(ParameterException failure) {

    /** Matches a message of picocli. */
    private static final Pattern WITHOUT_VALUE = Pattern.compile("Expected parameter for option '(-[a-z-]+)'");

    private static final Pattern INDEX = Pattern.compile("Unmatched arguments? (?:at|from) index (\\d+)");
    /** The part that is certainly the option's name, not a value attached to it. */
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*|-[A-Za-z]");

    String sentence() {
        String message = String.valueOf(failure.getMessage());
        Matcher withoutValue = WITHOUT_VALUE.matcher(message);
        if (withoutValue.find()) {
            return withoutValue(withoutValue.group(1));
        }
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return stray(unmatched);
        }
        // A positional parameter may be the value of a mistyped option before it.
        boolean positional =
                failure.getArgSpec() != null && failure.getArgSpec().isPositional();
        String value = positional ? failure.getValue() : null;
        return value == null || value.isEmpty() ? message : message.replace(value, "...");
    }

    static String withoutValue(String option) {
        return "The option " + option + " needs a value; write one that begins with - as " + option + "=VALUE";
    }

    /** Prints suggestions. Returns whether there are any. */
    boolean suggest(PrintWriter errors) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            return false;
        }
        List<String> meant = meant(unmatched);
        if (meant.isEmpty()) {
            return UnmatchedArgumentException.printSuggestions(failure, errors);
        }
        errors.println("Did you mean: " + String.join(" or ", meant) + "?");
        return true;
    }

    private static String stray(UnmatchedArgumentException unmatched) {
        for (String word : unmatched.getUnmatched()) {
            Matcher option = OPTION.matcher(word);
            if (option.lookingAt()) {
                return "Unknown option: '" + option.group() + "'";
            }
        }
        Matcher index = INDEX.matcher(String.valueOf(unmatched.getMessage()));
        String place = index.find() ? "Argument " + (Integer.parseInt(index.group(1)) + 1) : "An argument";
        if (!unmatched.getUnmatched().stream().allMatch(ProcessInput::isIntact)) {
            return place + " is not UTF-8 text" + Syntax.hint();
        }
        CommandLine command = unmatched.getCommandLine();
        if (!command.getSubcommands().isEmpty()) {
            return place + " is not a command of " + command.getCommandSpec().qualifiedName();
        }
        int count = unmatched.getUnmatched().size();
        return place + (count > 1 ? " and the following ones are unexpected" : " is unexpected");
    }

    private static List<String> similar(UnmatchedArgumentException unmatched, CommandLine command) {
        String group = command.getCommandSpec().qualifiedName() + " ";
        return unmatched.isUnknownOption()
                ? List.of()
                : unmatched.getSuggestions().stream().map(group::concat).toList();
    }

    /** Commands of other groups with this name, or else similar names. */
    private static List<String> meant(UnmatchedArgumentException unmatched) {
        CommandLine command = unmatched.getCommandLine();
        if (unmatched.getUnmatched().isEmpty() || command.getSubcommands().isEmpty()) {
            return List.of();
        }
        String word = unmatched.getUnmatched().get(0);
        if (word.equals("help") || word.equals("version")) {
            return List.of(command.getCommandSpec().qualifiedName() + " --" + word);
        }
        List<String> meant = new ArrayList<>();
        for (CommandLine group : command.getSubcommands().values()) {
            if (group.getSubcommands().containsKey(word)) {
                meant.add(group.getCommandSpec().qualifiedName() + " " + word);
            }
        }
        return meant.isEmpty() ? similar(unmatched, command) : meant;
    }
}
