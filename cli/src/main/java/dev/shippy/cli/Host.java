package dev.shippy.cli;

import dev.shippy.runtime.Environment;
import dev.shippy.runtime.ProcessInput;
import java.io.InputStream;
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
        return new Host(ProcessInput.variables(), System.in, new UnixTerminal(), connector, true);
    }

    /** The same machine with other variables and another standard input, where nobody sits at the terminal. */
    public Host with(Map<String, String> otherVariables, InputStream otherInput) {
        return new Host(otherVariables, otherInput, prompt -> Optional.empty(), connector);
    }

    public Environment environment() {
        return new Environment(variables);
    }

    /** A variable, or the fallback when it is not set. @throws dev.shippy.runtime.ConfigurationException if it is not text */
    String variable(String name, String fallback) {
        Environment environment = environment();
        String value = environment.text(name, fallback);
        environment.check();
        return value;
    }

    /**
     * The state kept between commands: logins, and the folder of the running system. A relative folder is ignored, as
     * the XDG specification requires: it would depend on the working directory.
     */
    public StateDirectory state() {
        String named = variable("XDG_STATE_HOME", "");
        String home = variable("HOME", System.getProperty("user.home", ""));
        if (named.startsWith("/")) {
            return new StateDirectory(FileName.path(named).resolve("shippy"));
        }
        return home.startsWith("/")
                ? new StateDirectory(FileName.path(home).resolve(".local/state/shippy"))
                : StateDirectory.none();
    }
}
