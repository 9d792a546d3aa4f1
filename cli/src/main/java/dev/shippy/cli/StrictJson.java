package dev.shippy.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.shippy.contracts.Characters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what protobuf's lenient reader accepts: comments, unquoted names, duplicate names, and text after the first
 * document. The input must be exactly one RFC 8259 document. Error messages name line and column.
 *
 * @param name the subject of error messages, such as {@code Standard input}
 * @param thing what the document should be, such as {@code a consignment}
 */
record StrictJson(String name, String thing) {

    private static final int DEEPEST = 16;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    /** @throws UsageException unless names and syntax are those of the message type */
    void check(String json, Descriptor type) {
        if (json.isBlank()) {
            throw new UsageException(name + " is not JSON: it is empty");
        }
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw wrong("it is not an object", parser);
            }
            object(parser, type);
            if (parser.nextToken() != null) {
                throw malformed("unexpected text after the end of the document", parser.currentTokenLocation());
            }
        } catch (JsonProcessingException malformed) {
            throw malformed(reason(json, malformed), malformed.getLocation());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void object(JsonParser parser, Descriptor type) throws IOException {
        Map<String, FieldDescriptor> fields = fields(type);
        Set<FieldDescriptor> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            FieldDescriptor field = fields.get(parser.currentName());
            if (field == null) {
                throw wrong("unknown field \"" + shown(parser.currentName()) + "\"", parser);
            }
            if (!seen.add(field)) {
                throw wrong("duplicate field \"" + parser.currentName() + "\"", parser);
            }
            parser.nextToken();
            value(parser, field);
        }
    }

    private void value(JsonParser parser, FieldDescriptor field) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_ARRAY && field.isRepeated()) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.VALUE_NULL) {
                    throw wrong("the list \"" + field.getName() + "\" contains null", parser);
                }
                value(parser, field);
            }
        } else if (token == JsonToken.START_OBJECT && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            object(parser, field.getMessageType());
        } else if (token == JsonToken.VALUE_STRING && !Characters.isWellFormed(parser.getText())) {
            throw wrong("\"" + field.getName() + "\" contains an unpaired surrogate", parser);
        } else {
            // The value's type does not match the field's: protobuf reports that.
            parser.skipChildren();
        }
    }

    /** Fields by their protobuf and JSON names. */
    private static Map<String, FieldDescriptor> fields(Descriptor type) {
        Map<String, FieldDescriptor> fields = new HashMap<>();
        for (FieldDescriptor field : type.getFields()) {
            fields.put(field.getName(), field);
            fields.put(field.getJsonName(), field);
        }
        return fields;
    }

    private UsageException wrong(String what, JsonParser parser) {
        return new UsageException(name + " is not " + thing + ": " + place(parser.currentTokenLocation()) + what);
    }

    private UsageException malformed(String what, @Nullable JsonLocation location) {
        return new UsageException(name + " is not JSON: " + place(location) + what);
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    }

    private static String reason(String json, JsonProcessingException malformed) {
        JsonLocation location = malformed.getLocation();
        if (malformed instanceof StreamConstraintsException || location == null) {
            return "it is nested too deeply, or a number is too long";
        }
        int offset = (int) location.getCharOffset();
        if (offset < 0 || offset >= json.length()) {
            return "unexpected end";
        }
        char found = json.charAt(offset);
        String before = json.substring(0, offset).stripTrailing();
        if (before.endsWith(",") && "]},".indexOf(found) >= 0) {
            return "extra comma before \"" + found + "\"";
        }
        return found < ' '
                ? String.format(Locale.ROOT, "a control character must be escaped as \\u%04x", (int) found)
                : "unexpected \"" + shown(String.valueOf(found)) + "\"";
    }

    private static String shown(String text) {
        return Text.line(text.length() > 80 ? text.substring(0, 80) : text);
    }
}
