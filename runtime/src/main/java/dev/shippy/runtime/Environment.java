package dev.shippy.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads typed settings from environment variables. A wrong value is recorded and reading goes on with the default, so that
 * {@link #check} can name everything that is wrong at once. An empty variable counts as absent. For one thread.
 */
public final class Environment {

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    public Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The environment of this process. */
    public static Environment system() {
        return new Environment(ProcessInput.variables());
    }

    public String text(String name, String fallback) {
        String value = variables.get(name);
        if (value != null && !ProcessInput.isIntact(value)) {
            problems.add(name + " is not UTF-8 text");
            return fallback;
        }
        return value == null || value.isBlank() ? fallback : value;
    }

    /** A text that must be there; it is never repeated in a message, so it may be a secret. */
    public String required(String name) {
        String value = text(name, "");
        if (value.isEmpty() && variables.getOrDefault(name, "").isBlank()) {
            problems.add(name + " is missing");
        }
        return value;
    }

    /** A whole number between two bounds, both included. */
    public int integer(String name, int fallback, int least, int most) {
        String value = text(name, String.valueOf(fallback));
        try {
            int number = Integer.parseInt(value.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the sentence that says what is expected.
        }
        return wrong(name, value, "a whole number from " + least + " to " + most, fallback);
    }

    /** A duration such as {@code 500ms} or {@code 2s} between two bounds, both included. */
    public Duration duration(String name, Duration fallback, Duration least, Duration most) {
        String value = text(name, Durations.format(fallback));
        return Durations.parse(value.strip())
                .filter(duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0)
                .orElseGet(() -> wrong(
                        name,
                        value,
                        "a duration from " + Durations.format(least) + " to " + Durations.format(most)
                                + ", such as 500ms, 2s, 5m, 2h or 14d",
                        fallback));
    }

    /** As {@link #serverUrl}, with user and password percent-encoded for another parser. */
    public String url(String name, String fallback, String... schemes) {
        return serverUrl(name, fallback, schemes).written();
    }

    /**
     * An address with one of the schemes; the value is never repeated, since it may hold a password.
     *
     * @param fallback an address, which is also the example that people are shown
     */
    public ServerUrl serverUrl(String name, String fallback, String... schemes) {
        try {
            return ServerUrl.parse(text(name, fallback), schemes);
        } catch (IllegalArgumentException wrong) {
            problems.add(name + ": " + wrong.getMessage() + "; expected form: " + fallback);
            return ServerUrl.parse(fallback, schemes);
        }
    }

    /**
     * As {@link #serverUrl}; the password may also be given in its own variable, without any encoding.
     *
     * @param passwordName the variable of the password
     */
    public ServerUrl serverUrlWithPassword(String name, String passwordName, String fallback, String... schemes) {
        ServerUrl url = serverUrl(name, fallback, schemes);
        String password = text(passwordName, "");
        if (password.isEmpty()) {
            return url;
        }
        if (url.user().isEmpty() || !url.password().isEmpty()) {
            problems.add(passwordName + " is set, but " + name
                    + (url.user().isEmpty() ? " names no user" : " contains a password too: remove one of them"));
            return url;
        }
        return url.withLogin(url.user(), password);
    }

    /** Records a problem that a caller found by comparing settings. */
    public void reject(String problem) {
        problems.add(problem);
    }

    /**
     * To be called when everything is read.
     *
     * @throws ConfigurationException naming everything that was wrong
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private <T> T wrong(String name, String value, String expected, T fallback) {
        problems.add(name + " is \"" + value + "\" and not " + expected);
        return fallback;
    }
}
