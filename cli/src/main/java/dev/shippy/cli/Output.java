package dev.shippy.cli;

import com.google.protobuf.Message;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints results to standard output, for people or for programs. */
public final class Output {

    private final OutputFormat format;
    private final PrintWriter out;

    Output(OutputFormat format, PrintWriter out) {
        this.format = format;
        this.out = out;
    }

    /** A reply: as JSON all of it, else these lines. */
    public void show(Message reply, List<Line> lines) {
        if (format == OutputFormat.JSON) {
            out.println(Json.of(reply));
        } else {
            lines.forEach(out::println);
        }
        flush();
    }

    /** Prints what was done, as {@link #show}. If that fails, the failure names it, so that no id is lost. */
    public void done(Message reply, List<Line> lines) {
        try {
            show(reply, lines);
        } catch (UncheckedIOException lost) {
            throw withOutcome(lost, lines);
        }
    }

    /** Lines beside a table; as JSON they are part of its document. */
    public void lines(List<Line> lines) {
        if (format == OutputFormat.TABLE) {
            lines.forEach(out::println);
        }
        flush();
    }

    /** The same of names and values. */
    public void lines(Map<String, Object> values) {
        lines(values.entrySet().stream()
                .map(entry -> new Line(entry.getKey(), entry.getValue()))
                .toList());
    }

    /**
     * Prints what a command did in a few lines; as JSON, an object with their names. If that fails, the failure names
     * it.
     */
    public void summary(List<Line> lines) {
        try {
            if (format == OutputFormat.JSON) {
                JsonObject document = new JsonObject();
                lines.forEach(line -> document.put(line.name(), line.value()));
                print(document.encodePrettily());
            } else {
                lines(lines);
            }
        } catch (UncheckedIOException lost) {
            throw withOutcome(lost, lines);
        }
    }

    /** One text alone, whatever the format. */
    public void print(String text) {
        out.println(text);
        flush();
    }

    /** A list that comes in parts; {@code field} names it in JSON. */
    public <T> ListWriter<T> list(String field, List<Column<T>> columns) {
        return format == OutputFormat.JSON ? new JsonListWriter<>(out, field) : new TableWriter<>(out, columns);
    }

    /** Rows whatever the format. */
    public static <T> ListWriter<T> rows(PrintWriter out, List<Column<T>> columns) {
        return new TableWriter<>(out, columns);
    }

    /** A whole table; as JSON another document. */
    public <T> void table(List<T> rows, List<Column<T>> columns, JsonObject document) {
        if (format == OutputFormat.JSON) {
            print(document.encodePrettily());
            return;
        }
        TableWriter<T> table = new TableWriter<>(out, columns);
        table.part(rows);
        table.end("");
    }

    /** Long-running work such as `up` continues when its reader is gone; results that come in parts end then. */
    private void flush() {
        try {
            out.flush();
        } catch (UncheckedIOException lost) {
            if (!ClosedPipe.isCauseOf(lost)) {
                throw lost;
            }
        }
    }

    private static FailureException withOutcome(UncheckedIOException lost, List<Line> lines) {
        String outcome = lines.stream().map(Line::toString).collect(Collectors.joining(", "));
        return new FailureException(Failures.lost(lost) + " The command itself succeeded: " + outcome, lost);
    }
}
