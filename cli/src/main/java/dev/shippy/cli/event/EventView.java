package dev.shippy.cli.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.shippy.cli.Line;
import dev.shippy.cli.OutputFormat;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.Text;
import dev.shippy.contracts.UndecodableEventException;
import dev.shippy.runtime.nats.StoredMessage;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One event as a whole, whatever it is. */
record EventView(Shippy shippy) {

    private static final int SHOWN_BYTES = 256;
    private static final String TIME_SUFFIX = "_at";

    void show(StoredMessage event) {
        if (shippy.format(OutputFormat.TABLE) == OutputFormat.JSON) {
            showDocument(event);
        } else {
            shippy.output().lines(lines(event));
        }
    }

    private void showDocument(StoredMessage event) {
        JsonGenerator json = JsonText.document(shippy.bytes());
        EventJson events = new EventJson(json);
        JsonText.attempt(() -> {
            json.writeStartObject();
            events.place(event);
            json.writeObjectFieldStart("headers");
            for (Map.Entry<String, String> header : sorted(event.headers()).entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
            }
            json.writeEndObject();
            events.body(event);
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        });
    }

    private static List<Line> lines(StoredMessage event) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("seq", event.sequence()));
        lines.add(new Line("stored", event.storedAt()));
        lines.add(new Line("subject", event.subject()));
        sorted(event.headers()).forEach((name, value) -> lines.add(new Line(name, value)));
        EventBody body = EventBody.of(event);
        if (body.message() != null) {
            lines.addAll(fields(body.message()));
        } else {
            lines.add(new Line("body", bytes(event.body())));
        }
        String note = body.note().isEmpty() ? note(event) : body.note();
        if (!note.isEmpty()) {
            lines.add(new Line("note", note));
        }
        return lines;
    }

    /** Clients write them in any order. */
    private static Map<String, String> sorted(Map<String, String> headers) {
        Map<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        return sorted;
    }

    /** What else is wrong with it. */
    private static String note(StoredMessage event) {
        try {
            var unused = event.event();
            return "";
        } catch (UndecodableEventException wrong) {
            return String.valueOf(wrong.getMessage());
        }
    }

    private static List<Line> fields(Message message) {
        return message.getDescriptorForType().getFields().stream()
                .map(field -> new Line(field.getName(), shown(field, message.getField(field))))
                .toList();
    }

    private static String shown(FieldDescriptor field, Object value) {
        return field.getName().endsWith(TIME_SUFFIX) && value instanceof Long millis
                ? millis + " (" + Text.time(millis) + ")"
                : value.toString();
    }

    private static String bytes(byte[] body) {
        String hex = HexFormat.ofDelimiter(" ").formatHex(body, 0, Math.min(body.length, SHOWN_BYTES));
        return (hex + " (" + body.length + " bytes" + (body.length > SHOWN_BYTES ? ", the first " + SHOWN_BYTES : "")
                        + ")")
                .strip();
    }
}
