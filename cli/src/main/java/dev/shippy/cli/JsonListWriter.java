package dev.shippy.cli;

import com.google.protobuf.Message;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.List;

/** One JSON document with the whole list, as if it were one reply. */
final class JsonListWriter<T> implements ListWriter<T> {

    private final PrintWriter out;
    private final String field;
    private boolean begun;

    JsonListWriter(PrintWriter out, String field) {
        this.out = out;
        this.field = field;
    }

    @Override
    public void part(List<T> items) {
        items.forEach(item -> {
            out.print(begun ? ",\n" : head());
            out.print(Json.of((Message) item).indent(4).stripTrailing());
            begun = true;
        });
        out.flush();
    }

    @Override
    public void end(String nextPageToken) {
        String token = JsonObject.of("next_page_token", nextPageToken).encode();
        String tail = nextPageToken.isEmpty() ? "" : ",\n  " + token.substring(1, token.length() - 1);
        out.println((begun ? "\n  ]" : head().stripTrailing() + "]") + tail + "\n}");
        out.flush();
    }

    private String head() {
        return "{\n  \"" + field + "\": [\n";
    }
}
