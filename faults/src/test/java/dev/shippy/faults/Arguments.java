package dev.shippy.faults;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a program of these tests was called with: pairs such as {@code --seconds 60}, none of them twice. */
final class Arguments {

    /** As the command line says it. */
    static final class WrongException extends RuntimeException {

        WrongException(String sentence) {
            super(sentence);
        }
    }

    private static final String HELP = "--help";
    private static final int USAGE = 2;

    private final Map<String, String> values;

    private Arguments(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** @throws WrongException if there is a name that is not among these, one without its value, or one again */
    static Arguments of(List<String> names, String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (!names.contains(name)) {
                throw new WrongException(name.equals(HELP) ? "" : "There is no " + name);
            }
            if (i + 1 == arguments.length) {
                throw new WrongException(name + " needs a value");
            }
            if (values.put(name, arguments[i + 1]) != null) {
                throw new WrongException(name + " is there twice");
            }
        }
        return new Arguments(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** @throws WrongException if it is neither the value that is meant when there is none nor one of the others */
    String oneOf(String name, String otherwise, String... others) {
        String value = values.getOrDefault(name, otherwise);
        if (!value.equals(otherwise) && !List.of(others).contains(value)) {
            throw new WrongException(
                    name + " is " + value + ", allowed are " + otherwise + ", " + String.join(", ", others));
        }
        return value;
    }

    /** @throws WrongException if it is not a whole number within the bounds */
    int number(String name, int otherwise, int least, int most) {
        return (int) number(name, (long) otherwise, least, most);
    }

    /** Any number does. */
    long seed(String name) {
        return number(name, System.nanoTime(), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private long number(String name, long otherwise, long least, long most) {
        String text = values.getOrDefault(name, String.valueOf(otherwise));
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException none) {
            // It is refused as what is out of bounds is.
        }
        throw new WrongException(name + " is " + text + ", from " + least + " to " + most + " is allowed");
    }

    /** Says how the program is called, and ends it. */
    static void endWith(WrongException wrong, String usage) {
        System.err.println((wrong.getMessage() + "\n" + usage).strip());
        System.exit(USAGE);
    }
}
