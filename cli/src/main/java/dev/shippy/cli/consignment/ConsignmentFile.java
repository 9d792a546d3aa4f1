package dev.shippy.cli.consignment;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.shippy.cli.Json;
import dev.shippy.cli.UsageException;
import dev.shippy.contracts.consignment.v1.Consignment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A consignment as JSON, in a file or on standard input. */
record ConsignmentFile(String name, InputStream input) {

    /** More than the largest consignment takes, however it is written. */
    private static final int LARGEST = 1024 * 1024;

    private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");
    private static final Pattern FIELD = Pattern.compile("(?:Cannot find field: |Not an? \\w+ value: )([^ ]{1,80})");

    Consignment read() {
        String json = text();
        try {
            return Json.read(json, Consignment.newBuilder()).build();
        } catch (InvalidProtocolBufferException wrong) {
            throw new UsageException(shownName() + why(json, String.valueOf(wrong.getMessage())));
        }
    }

    private String text() {
        try (InputStream stream = name.equals("-") ? input : Files.newInputStream(Path.of(name))) {
            byte[] bytes = stream.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new UsageException(shownName() + " has more than " + LARGEST + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException missing) {
            throw new UsageException("There is no file " + name);
        } catch (AccessDeniedException denied) {
            throw new UsageException("The file " + name + " may not be read");
        } catch (CharacterCodingException notText) {
            throw new UsageException(shownName() + " is not JSON: it is not UTF-8 text");
        } catch (IOException unreadable) {
            throw new UsageException(shownName() + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static String why(String json, String message) {
        Matcher place = PLACE.matcher(message);
        if (json.isBlank()) {
            return " is not JSON: it is empty";
        }
        if (place.find()) {
            return " is not JSON: line " + place.group(1) + ", column " + place.group(2);
        }
        Matcher field = FIELD.matcher(message);
        if (field.find() && message.startsWith("Cannot")) {
            return " is not a consignment: it has the unknown field \"" + field.group(1) + "\"";
        }
        return " is not a consignment: " + message;
    }

    private String shownName() {
        return name.equals("-") ? "Standard input" : name;
    }
}
