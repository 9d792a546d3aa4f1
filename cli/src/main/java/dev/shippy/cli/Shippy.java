package dev.shippy.cli;

import dev.shippy.contracts.Limits;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** One run of the command: what was given on the command line and by the machine. Every command has it. */
public final class Shippy {

    private final Host host;
    private final GlobalOptions options;
    private final Results out;
    private final PrintWriter errors;

    public Shippy(Host host) {
        // System.out keeps it to itself when nobody is left at the other end of a pipe.
        this(
                host,
                new FileOutputStream(FileDescriptor.out),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Limits.DEFAULT_DEADLINE);
    }

    /**
     * Writes results and messages elsewhere than to standard output and standard error.
     *
     * @param timeout how long a command tries, unless it says otherwise
     */
    public Shippy(Host host, OutputStream out, PrintWriter errors, Duration timeout) {
        this.host = host;
        this.options = new GlobalOptions(timeout);
        this.out = new Results(out);
        this.errors = errors;
    }

    /** Runs a command. Returns its exit code, which is not 0 when its results could not be written. */
    public int run(String... arguments) {
        Failures failures = new Failures(options);
        try {
            int code = CommandTree.of(this, failures, arguments)
                    .setOut(out)
                    .setErr(errors)
                    .execute(arguments);
            if (code == ExitCode.OK) {
                out.flush();
            }
            return code;
        } catch (UncheckedIOException lost) {
            // Printed without a check for failure.
            return failures.tell(lost, errors);
        }
    }

    /** Connects to the chosen server. */
    public Session connect() {
        return connect(server());
    }

    /** As {@link #connect}, and to a system that `up` runs here as its operator. */
    public Session connectAsOperator() {
        return connect(operatorsServer());
    }

    /** Whether {@link #connectAsOperator} has an operator's address. */
    public boolean hasOperator() {
        return ServerAddress.isOperators(operatorsServer());
    }

    public Output output() {
        return new Output(format(OutputFormat.TABLE), out);
    }

    /** How results are printed, when nothing says it. */
    public OutputFormat format(OutputFormat usual) {
        return options.output == null ? usual : options.output;
    }

    /** Where rows go that are printed one by one. */
    public PrintWriter out() {
        return out;
    }

    /** The same destination, for large amounts of bytes. */
    public OutputStream bytes() {
        return out.bytes();
    }

    /** For long work whose results come at its end. */
    public Progress progress() {
        return new Progress(errors, host.terminal().showsErrors());
    }

    /**
     * For long work that prints results as they come. Shown only if they go into a file, since a pipe may lead to the
     * same terminal.
     */
    public Progress progressBesideResults() {
        boolean watched = host.terminal().showsErrors() && host.terminal().keepsOutput();
        return new Progress(errors, watched);
    }

    /** Lets a signal that ends the process interrupt this thread, so that the command ends in its own order, with the code. */
    public StopSignal interruptible(int exitCode) {
        return host.ownsProcess() ? StopSignal.interrupting(exitCode) : StopSignal.none();
    }

    /** Interrupts this thread when the reader of standard output is gone, for work that seldom writes. */
    public ReaderWatch watchReader() {
        return host.ownsProcess() ? ReaderWatch.ofStandardOutput() : ReaderWatch.none();
    }

    /** How to type another command for the same server, for messages. */
    public String typed(String command) {
        String server = options.server.isEmpty() ? "" : "--server " + ServerAddress.shown(server()) + " ";
        return "`shippy " + server + command + "`";
    }

    /** Tells a person something beside the result. */
    public void note(String sentence) {
        errors.println(sentence);
        errors.flush();
    }

    public Host host() {
        return host;
    }

    /** Keeps the token for later commands with the same server. @throws FailureException if it cannot be kept */
    public void keepToken(String token) {
        host.state().keepToken(server(), token);
    }

    /** The token to use. @throws dev.shippy.contracts.ServiceException UNAUTHENTICATED when there is none */
    public String requiredToken() {
        return login(server()).required();
    }

    /** The server that {@code --server} or NATS_URL names; nothing when the command has to find one. */
    public Optional<String> namedServer() {
        boolean named =
                !options.server.isEmpty() || !host.variable("NATS_URL", "").isEmpty();
        return named ? Optional.of(server()) : Optional.empty();
    }

    /** How long a call may take. */
    public Duration timeout() {
        return options.timeout;
    }

    GlobalOptions options() {
        return options;
    }

    private Login login(String server) {
        Optional<String> given = options.givenToken(host);
        return new Login(
                given.or(() -> host.state().token(server)), given.isEmpty(), ServerAddress.shown(server), this::typed);
    }

    private Session connect(String server) {
        Login login = login(server);
        long startNanos = System.nanoTime();
        Gateway gateway = host.connector().connect(server, options.timeout);
        tell(String.format(
                Locale.ROOT, "Connected to %s in %.1f ms", login.server(), (System.nanoTime() - startNanos) / 1e6));
        return new Session(gateway, options, login, this::tell);
    }

    private void tell(String detail) {
        if (options.verbose) {
            note(detail);
        }
    }

    private String server() {
        return ServerAddress.choose(options.server, host);
    }

    private String operatorsServer() {
        return ServerAddress.chooseForOperator(options.server, host);
    }
}
