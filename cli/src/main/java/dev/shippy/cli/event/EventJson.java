package dev.shippy.cli.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.Headers;
import dev.shippy.runtime.nats.StoredMessage;
import java.io.IOException;
import java.time.Instant;

/** Events as JSON, quickly enough for a whole stream. Times are as precise as they are known. For one thread. */
final class EventJson {

    // Names that are escaped once.
    private static final SerializableString SEQ = new SerializedString("seq");
    private static final SerializableString STORED = new SerializedString("stored");
    private static final SerializableString SUBJECT = new SerializedString("subject");
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString SOURCE = new SerializedString("source");
    private static final SerializableString ENTITY = new SerializedString("entity");
    private static final SerializableString TIME = new SerializedString("time");
    private static final SerializableString DATA = new SerializedString("data");
    private static final long NANOS = 1_000_000_000;

    private final JsonGenerator json;
    private final MessageJson messages;
    private long second = -1;
    private String shownSecond = "";

    EventJson(JsonGenerator json) {
        this.json = json;
        this.messages = new MessageJson(json);
    }

    /** One event as an object. */
    void write(StoredMessage stored) throws IOException {
        json.writeStartObject();
        place(stored);
        field(ID, stored.header(CloudEvents.ID));
        field(TYPE, stored.header(CloudEvents.TYPE));
        field(SOURCE, stored.header(CloudEvents.SOURCE));
        field(ENTITY, stored.header(CloudEvents.SUBJECT));
        field(TIME, stored.header(CloudEvents.TIME));
        body(stored);
        json.writeEndObject();
    }

    /** One dead letter as an object. */
    void writeLetter(StoredMessage stored) throws IOException {
        Letter letter = new Letter(stored);
        json.writeStartObject();
        json.writeFieldName(SEQ);
        json.writeNumber(stored.sequence());
        json.writeFieldName(STORED);
        JsonText.write(json, time(stored.storedAt()));
        json.writeStringField("subject", letter.subject());
        json.writeStringField("event", letter.eventId());
        json.writeStringField("reason", letter.reason());
        json.writeStringField("consumer", letter.consumer());
        json.writeNumberField("deliveries", letter.deliveries());
        json.writeStringField("stream", stored.header(Headers.DEAD_LETTER_STREAM));
        json.writeNumberField("sequence", letter.originalSequence());
        json.writeEndObject();
    }

    /** Where and when it was stored. */
    void place(StoredMessage stored) throws IOException {
        json.writeFieldName(SEQ);
        json.writeNumber(stored.sequence());
        json.writeFieldName(STORED);
        JsonText.write(json, time(stored.storedAt()));
        json.writeFieldName(SUBJECT);
        JsonText.write(json, stored.subject());
    }

    /** What it says, or else its bytes and why they cannot be read. */
    void body(StoredMessage stored) throws IOException {
        EventBody body = EventBody.of(stored);
        if (body.message() != null) {
            json.writeFieldName(DATA);
            messages.write(body.message());
            return;
        }
        json.writeBinaryField("data_base64", stored.body());
        json.writeStringField("note", body.note());
    }

    private void field(SerializableString name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeFieldName(name);
            JsonText.write(json, value);
        }
    }

    /** RFC 3339. To write a date takes longer than all the rest, and many events have their second in common. */
    private String time(Instant time) {
        if (time.getEpochSecond() != second) {
            second = time.getEpochSecond();
            String shown = Instant.ofEpochSecond(second).toString();
            shownSecond = shown.substring(0, shown.length() - 1) + '.';
        }
        String fraction = Long.toString(NANOS + time.getNano());
        return shownSecond + fraction.substring(1) + 'Z';
    }
}
