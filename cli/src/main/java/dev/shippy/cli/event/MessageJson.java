package dev.shippy.cli.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Protobuf's JSON mapping with the names of the .proto files. Messages whose fields are texts, numbers and flags are written field
 * by field; what does it for all messages takes too long for a whole stream.
 */
final class MessageJson {

    private static final Set<JavaType> PLAIN =
            EnumSet.of(JavaType.STRING, JavaType.INT, JavaType.LONG, JavaType.BOOLEAN);

    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();

    private final JsonGenerator json;
    /** A field and its name as it is written. */
    private record Field(FieldDescriptor descriptor, SerializableString name) {}

    /** The fields of each type that is plain; none of one that is not. */
    private final Map<Descriptor, List<Field>> plain = new HashMap<>();

    MessageJson(JsonGenerator json) {
        this.json = json;
    }

    void write(Message message) throws IOException {
        List<Field> fields = plain.computeIfAbsent(message.getDescriptorForType(), MessageJson::plainFields);
        if (fields.isEmpty()) {
            json.writeRawValue(PRINTER.print(message));
            return;
        }
        json.writeStartObject();
        for (Field field : fields) {
            json.writeFieldName(field.name());
            Object value = message.getField(field.descriptor());
            switch (field.descriptor().getJavaType()) {
                case INT -> json.writeNumber((Integer) value);
                case BOOLEAN -> json.writeBoolean((Boolean) value);
                // A text, as the mapping has it: not every reader of JSON keeps 64 bits of a number.
                default -> JsonText.write(json, value.toString());
            }
        }
        json.writeEndObject();
    }

    private static List<Field> plainFields(Descriptor type) {
        List<FieldDescriptor> fields = type.getFields();
        boolean all = fields.stream()
                .allMatch(field -> PLAIN.contains(field.getJavaType()) && !field.isRepeated() && !field.hasPresence());
        return all ? fields.stream().map(MessageJson::named).toList() : List.of();
    }

    private static Field named(FieldDescriptor field) {
        return new Field(field, new SerializedString(field.getName()));
    }
}
