package dev.shippy.cli.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writers of JSON to where results go; all that is not ASCII is escaped, since a terminal's encoding may be any. */
final class JsonText {

    /** What can fail when results are written. */
    @FunctionalInterface
    interface Writing {
        void run() throws IOException;
    }

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private static final int BUFFER = 64 * 1024;

    private JsonText() {}

    /** Value after value, without any space between them. */
    static JsonGenerator lines(OutputStream out) {
        try {
            return FACTORY.createGenerator(new BufferedOutputStream(out, BUFFER))
                    .setRootValueSeparator(null);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A document that people can read as well. */
    static JsonGenerator document(OutputStream out) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        Separators separators =
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(separators);
        printer.indentArraysWith(indenter);
        printer.indentObjectsWith(indenter);
        return lines(out).setPrettyPrinter(printer);
    }

    /** Writes a text; one without anything to escape, as nearly all are, as it is. */
    static void write(JsonGenerator json, String text) throws IOException {
        // What this charset does not have becomes a question mark.
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (byte next : bytes) {
            if (next < ' ' || next > '~' || next == '"' || next == '\\' || next == '?') {
                json.writeString(text);
                return;
            }
        }
        json.writeRawUTF8String(bytes, 0, bytes.length);
    }

    static void attempt(Writing writing) {
        try {
            writing.run();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
