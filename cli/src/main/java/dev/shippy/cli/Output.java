package dev.shippy.cli;

import com.google.protobuf.Message;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;

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
        out.flush();
    }

    /** One text alone, whatever the format. */
    public void print(String text) {
        out.println(text);
        out.flush();
    }

    /** A list that comes in parts; {@code field} names it in JSON. */
    public <T> ListWriter<T> list(String field, List<Column<T>> columns) {
        return format == OutputFormat.JSON ? new JsonListWriter<>(out, field) : new TableWriter<>(out, columns);
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
}
