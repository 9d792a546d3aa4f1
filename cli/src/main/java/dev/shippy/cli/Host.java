package dev.shippy.cli;

import dev.shippy.runtime.Environment;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the machine gives to a command.
 *
 * @param variables the environment
 * @param input standard input
 * @param terminal where a person sits, or nobody
 * @param connector how a running system is reached
 * @param ownsProcess whether a signal that ends the process is for the command
 */
public record Host(
        Map<String, String> variables, InputStream input, Terminal terminal, Connector connector, boolean ownsProcess) {

    public Host {
        variables = Map.copyOf(variables);
    }

    /** For a command that is run by another program. */
    public Host(Map<String, String> variables, InputStream input, Terminal terminal, Connector connector) {
        this(variables, input, terminal, connector, false);
    }

    static Host ofThisMachine(Connector connector) {
        return new Host(System.getenv(), System.in, new UnixTerminal(), connector, true);
    }

    /** The same machine with other variables and another standard input, where nobody sits at the terminal. */
    public Host with(Map<String, String> otherVariables, InputStream otherInput) {
        return new Host(otherVariables, otherInput, prompt -> Optional.empty(), connector);
    }

    public Environment environment() {
        return new Environment(variables);
    }

    /** What is kept from command to command: logins, and where a system runs. */
    public StateDirectory state() {
        String home = variables.getOrDefault("HOME", System.getProperty("user.home"));
        String state = environment().text("XDG_STATE_HOME", home + "/.local/state");
        return new StateDirectory(Path.of(state, "shippy"));
    }
}
