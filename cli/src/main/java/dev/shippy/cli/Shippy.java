package dev.shippy.cli;

import dev.shippy.contracts.Limits;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;

/** One run of the command: what was given on the command line and by the machine. Every command has it. */
public final class Shippy {

    private final Host host;
    private final GlobalOptions options;
    private final OutputStream bytes;
    private final PrintWriter out;
    private final PrintWriter errors;

    public Shippy(Host host) {
        this.host = host;
        this.options = new GlobalOptions(Limits.DEFAULT_DEADLINE);
        // System.out keeps it to itself when nobody is left at the other end of a pipe.
        this.bytes = new FileOutputStream(FileDescriptor.out);
        this.out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(bytes, Charset.defaultCharset())), true);
        this.errors = new PrintWriter(System.err, true, Charset.defaultCharset());
    }

    /** With other places for results and for sentences beside them than standard output and standard error. */
    public Shippy(Host host, PrintWriter out, PrintWriter errors) {
        this(host, out, errors, Limits.DEFAULT_DEADLINE);
    }

    /**
     * With another patience, too.
     *
     * @param timeout how long a command tries, unless it says otherwise
     */
    public Shippy(Host host, PrintWriter out, PrintWriter errors, Duration timeout) {
        this.host = host;
        this.options = new GlobalOptions(timeout);
        this.bytes = new PrintedBytes(out);
        this.out = out;
        this.errors = errors;
    }

    /** Runs a command. Returns its exit code. */
    public int run(String... arguments) {
        return CommandTree.of(this, arguments).setOut(out).setErr(errors).execute(arguments);
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

    /** The same for ASCII in large amounts; fails when nobody reads it any more. */
    public OutputStream bytes() {
        out.flush();
        return bytes;
    }

    /** For long work whose results come at its end. */
    public Progress progress() {
        return new Progress(errors, host.terminal().showsErrors());
    }

    /** For long work whose results are shown as they come: on a terminal they tell enough. */
    public Progress progressBesideResults() {
        boolean watched = host.terminal().showsErrors() && !host.terminal().showsOutput();
        return new Progress(errors, watched);
    }

    /** Lets a signal that ends the process interrupt this thread, so that the command ends in its own order, with the code. */
    public StopSignal interruptible(int exitCode) {
        return host.ownsProcess() ? StopSignal.interrupting(exitCode) : StopSignal.none();
    }

    /** Tells a person something beside the result. */
    public void note(String sentence) {
        errors.println(sentence);
        errors.flush();
    }

    public Host host() {
        return host;
    }

    /** Keeps the token for later commands with the same server. */
    public void keepToken(String token) {
        host.state().keepToken(server(), token);
    }

    /** The token to use. @throws dev.shippy.contracts.ServiceException UNAUTHENTICATED when there is none */
    public String requiredToken() {
        return token(server()).orElseThrow(() -> Session.withHint(Session.notLoggedIn()));
    }

    /** The server that {@code --server} or NATS_URL names; nothing when the command has to find one. */
    public Optional<String> namedServer() {
        boolean named = !options.server.isEmpty()
                || !host.environment().text("NATS_URL", "").isEmpty();
        return named ? Optional.of(server()) : Optional.empty();
    }

    /** How long a call may take. */
    public Duration timeout() {
        return options.timeout;
    }

    GlobalOptions options() {
        return options;
    }

    private Optional<String> token(String server) {
        return options.token == null ? host.state().token(server) : Optional.of(options.token);
    }

    private Session connect(String server) {
        return new Session(host.connector().connect(server, options.timeout), options, token(server));
    }

    private String server() {
        return ServerAddress.choose(options.server, host);
    }

    private String operatorsServer() {
        return ServerAddress.chooseForOperator(options.server, host);
    }
}
