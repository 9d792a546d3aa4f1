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
 * What is wrong with a command line, in words. A word that has no place is not repeated, since it may be a secret, such as the value of
 * a mistyped {@code --password}: its position and what may have been meant are enough.
 */
record WrongUsage(ParameterException failure) {

    /** In a message of picocli's. */
    private static final Pattern WITHOUT_VALUE = Pattern.compile("Expected parameter for option '(-[a-z-]+)'");

    private static final Pattern INDEX = Pattern.compile("Unmatched arguments? (?:at|from) index (\\d+)");
    /** As much of an option's name as cannot be a value that has grown together with it. */
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
        // The value of a mistyped option before it becomes a positional parameter.
        boolean positional =
                failure.getArgSpec() != null && failure.getArgSpec().isPositional();
        return positional && failure.getValue() != null ? message.replace(failure.getValue(), "...") : message;
    }

    static String withoutValue(String option) {
        return "The option " + option + " has no value; one that begins with - is written as " + option + "=VALUE";
    }

    /** What may have been meant. Returns whether anything was found. */
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
        return place + (count > 1 ? " and what follows it are not expected here" : " is not expected here");
    }

    private static List<String> similar(UnmatchedArgumentException unmatched, CommandLine command) {
        String group = command.getCommandSpec().qualifiedName() + " ";
        return unmatched.isUnknownOption()
                ? List.of()
                : unmatched.getSuggestions().stream().map(group::concat).toList();
    }

    /** The commands elsewhere that have the name, or else those that are written alike. */
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
