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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what protobuf's reader lets through: it takes comments, names without quotes, a name twice, and whatever follows the first
 * document. Here one document by RFC 8259 is one message; what is wrong is told with line and column.
 *
 * @param name how a sentence begins, such as {@code Standard input}
 * @param thing what the document should be, such as {@code a consignment}
 */
record StrictJson(String name, String thing) {

    private static final int DEEPEST = 16;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    /** @throws UsageException unless it is a message of the type, as far as names and syntax go */
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
                throw malformed("there is more after the end", parser.currentTokenLocation());
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
                throw wrong("it has the unknown field \"" + shown(parser.currentName()) + "\"", parser);
            }
            if (!seen.add(field)) {
                throw wrong("it has the field \"" + parser.currentName() + "\" twice", parser);
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
                    throw wrong("the list \"" + field.getName() + "\" has null in it", parser);
                }
                value(parser, field);
            }
        } else if (token == JsonToken.START_OBJECT && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            object(parser, field.getMessageType());
        } else if (token == JsonToken.VALUE_STRING && !isText(parser.getText())) {
            throw wrong("\"" + field.getName() + "\" has half a pair of surrogates in it", parser);
        } else {
            // A value of another type than the field's: protobuf says what it expects.
            parser.skipChildren();
        }
    }

    /** Each by both of its names. */
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
            return "it is nested too deeply, or has too long a number";
        }
        int offset = (int) location.getCharOffset();
        if (offset < 0 || offset >= json.length()) {
            return "the end is not expected here";
        }
        char found = json.charAt(offset);
        String before = json.substring(0, offset).stripTrailing();
        if (before.endsWith(",") && "]},".indexOf(found) >= 0) {
            return "there is a comma too many before \"" + found + "\"";
        }
        return found < ' '
                ? String.format(Locale.ROOT, "a control character has to be written as \\u%04x", (int) found)
                : "\"" + shown(String.valueOf(found)) + "\" is not expected here";
    }

    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static String shown(String text) {
        return Text.line(text.length() > 80 ? text.substring(0, 80) : text);
    }
}
